// Rows as a small table: HTML for a notebook, aligned text for everything else.

/** A table in both forms. */
export interface RowsTable {
  readonly html: string;
  readonly text: string;
}

export interface TableOptions {
  /** Rows to show; 20 when left out. A last line says how many more there are. */
  readonly limit?: number;
}

/**
 * Rows as a table: numbers right-aligned with thousands separators, days as ISO text, null as an empty place.
 * Columns stand in the order of the first row's keys; ids, keys and years keep their digits together.
 */
export function rowsTable(rows: readonly object[], { limit = 20 }: TableOptions = {}): RowsTable {
  if (rows.length === 0) return { html: "<p>no rows</p>", text: "no rows" };
  const shown = rows.slice(0, limit) as Record<string, unknown>[];
  const columns = Object.keys(rows[0]!).map((name) => column(name, shown));
  const left = rows.length - limit;
  const more = left > 0 ? `and ${grouped(String(left))} more ${left === 1 ? "row" : "rows"}` : "";
  return { html: htmlTable(columns, shown.length, more), text: textTable(columns, shown.length, more) };
}

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
  readonly cells: readonly string[];
}

function column(name: string, rows: readonly Record<string, unknown>[]): Column {
  const values = rows.map((row) => row[name] ?? null);
  const isNumber =
    values.every((value) => value === null || typeof value === "number") && values.some((v) => v !== null);
  const digits = isNumber ? decimals(values.filter((value) => value !== null) as number[]) : 0;
  const isIdentifier = /(_id|_key|year)$/.test(name);
  const cells = values.map((value) => cellText(value, digits, isIdentifier));
  return { name, isNumber, cells };
}

/** As many decimals as the column's values need, at most four: a column of money shows cents on every row. */
function decimals(values: readonly number[]): number {
  const needed = values.map((value) => (Number(value.toFixed(4)).toString().split(".")[1] ?? "").length);
  const most = Math.max(...needed);
  return most === 1 ? 2 : most;
}

function cellText(value: unknown, digits: number, isIdentifier: boolean): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return isIdentifier ? String(value) : grouped(value.toFixed(digits));
  if (value instanceof Date)
    return value.toISOString().replace("T00:00:00.000Z", "").replace("T", " ").replace(".000Z", "");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function grouped(number: string): string {
  const [whole, fraction] = number.split(".");
  const text = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? text : `${text}.${fraction}`;
}

function htmlTable(columns: readonly Column[], count: number, more: string): string {
  const style = (isNumber: boolean) => ` style="text-align:${isNumber ? "right" : "left"}"`;
  const head = columns.map(({ name, isNumber }) => `<th${style(isNumber)}>${escaped(name)}</th>`).join("");
  const body = Array.from({ length: count }, (_, row) => {
    const cells = columns.map(({ cells, isNumber }) => `<td${style(isNumber)}>${escaped(cells[row]!)}</td>`);
    return `<tr>${cells.join("")}</tr>\n`;
  });
  const table = `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("")}</tbody>\n</table>`;
  return more ? `${table}\n<p>${more}</p>` : table;
}

function textTable(columns: readonly Column[], count: number, more: string): string {
  const widths = columns.map(({ name, cells }) => Math.max(name.length, ...cells.map((cell) => cell.length)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (columns[i]!.isNumber ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const lines = [
    line(columns.map(({ name }) => name)),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...Array.from({ length: count }, (_, row) => line(columns.map(({ cells }) => cells[row]!))),
  ];
  return [...lines, ...(more ? [more] : [])].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
