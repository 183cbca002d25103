// Whether a committed notebook still says what a fresh run says.
import type { Cell, Notebook, Output } from "./nbformat";
import { withoutPace } from "./pace";

/** One place where two notebooks differ. */
export interface Difference {
  /** e.g. "cell 3, output 1": cells of every kind count from 1 as they stand in the file. */
  readonly where: string;
  /** What differs, with the first characters that do. */
  readonly what: string;
}

/**
 * Where two notebooks differ in what a reader sees: cells, sources, outputs. Cell metadata, where JupyterLab keeps
 * when and how long a cell ran, does not count; nor do cell ids, the kernel's name, and whether a pace reached its goal.
 *
 * @param committed the notebook as it lies in the repository
 * @param executed the same notebook, run anew
 * @returns nothing when they agree
 */
export function compareNotebooks(committed: Notebook, executed: Notebook): Difference[] {
  if (committed.cells.length !== executed.cells.length) {
    const what = `${committed.cells.length} cells are committed, a fresh run has ${executed.cells.length}`;
    return [{ where: "the notebook", what }];
  }
  return committed.cells.flatMap((cell, i) => cellDifferences(`cell ${i + 1}`, cell, executed.cells[i]!));
}

function cellDifferences(where: string, committed: Cell, executed: Cell): Difference[] {
  const pairs: [string, unknown, unknown][] = [
    ["type", committed.cell_type, executed.cell_type],
    ["source", committed.source, executed.source],
    ["execution count", committed.execution_count ?? null, executed.execution_count ?? null],
  ];
  const count = Math.max(committed.outputs?.length ?? 0, executed.outputs?.length ?? 0);
  for (let i = 0; i < count; i++) {
    pairs.push([`output ${i + 1}`, shown(committed.outputs?.[i]), shown(executed.outputs?.[i])]);
  }
  return pairs.flatMap(([part, a, b]) => {
    const [before, after] = [canonical(a), canonical(b)];
    return before === after ? [] : [{ where: `${where}, ${part}`, what: firstDifference(before, after) }];
  });
}

function shown(output: Output | undefined): unknown {
  if (output === undefined) return "no output";
  if ("data" in output) return output.data;
  return output.output_type === "stream" ? { [output.name]: withoutPace(output.text) } : output;
}

/** JSON with sorted keys: the order of keys means nothing. */
function canonical(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function firstDifference(committed: string, executed: string): string {
  let at = 0;
  while (at < committed.length && committed[at] === executed[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `committed ${around(committed)}, a fresh run gives ${around(executed)}`;
}
