// What a person at a terminal sees: a bar that moves in place, or plain lines where the output is a file.
import { type Progress, progressBar } from "../core/progress";

const number = new Intl.NumberFormat("en-US");

/** Progress on stderr, so that stdout stays clean for data. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = { task: "", tenth: -1 };
  return ({ task, done, total }) => {
    const text = `${task} ${number.format(done)} of ${number.format(total)}`;
    const isDone = done >= total;
    if (stream.isTTY) {
      stream.write(`\r\x1b[2K  ${progressBar({ task, done, total })} ${text}${isDone ? "\n" : ""}`);
      return;
    }
    const tenth = total > 0 ? Math.floor((done / total) * 4) : 4;
    if (task === last.task && tenth === last.tenth) return;
    last = { task, tenth };
    stream.write(`  ${text}\n`);
  };
}

/** Names as a person types them, with commas between. */
export function names(text: string): string[] {
  return text.split(",").map((name) => name.trim());
}

/** Rows as a plain table with aligned columns, numbers to the right. */
export function textTable(rows: readonly object[]): string {
  if (rows.length === 0) return "(no rows)";
  const columns = Object.keys(rows[0]!);
  const cells = rows.map((row) => columns.map((name) => cellText((row as Record<string, unknown>)[name])));
  const isNumber = columns.map((name) => rows.every((row) => isNumeric((row as Record<string, unknown>)[name])));
  const width = columns.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(width[i]!) : cell.padEnd(width[i]!)))
      .join("  ")
      .trimEnd();
  return [line(columns), line(width.map((w) => "─".repeat(w))), ...cells.map(line)].join("\n");
}

/** A value as a table or a CSV cell shows it: days as ISO days, instants as ISO instants, nothing for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "").replace(".000Z", "Z");
  return String(value);
}

function isNumeric(value: unknown): boolean {
  return value === null || typeof value === "number";
}
