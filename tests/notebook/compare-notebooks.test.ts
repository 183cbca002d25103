// Whether a committed notebook still says what a fresh run says.
import { describe, expect, it } from "vitest";
import { compareNotebooks } from "../../lib/src/notebook/compare-notebooks";
import type { Cell, Notebook, Output } from "../../lib/src/notebook/nbformat";

const cell = (change: Partial<Cell> = {}): Cell => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "x",
  execution_count: 1,
  outputs: [said("1\n")],
  ...change,
});
const said = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (data: Record<string, unknown>): Output => ({ output_type: "display_data", data, metadata: {} });
const notebook = (...cells: readonly Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

describe("two notebooks", () => {
  it.each([
    ["themselves", cell(), cell()],
    ["timings in cell metadata", cell({ metadata: { execution: { "iopub.status.idle": "now" } } }), cell()],
    ["cell ids", cell({ id: "b" }), cell()],
    [
      "the order of keys",
      cell({ outputs: [shown({ a: { x: 1, y: 2 } })] }),
      cell({ outputs: [shown({ a: { y: 2, x: 1 } })] }),
    ],
    [
      "how quick a machine was",
      cell({ outputs: [said("✓ kept\n✓ searches: 95 of 100 come within 50 ms\n")] }),
      cell({ outputs: [said("✓ kept\n○ searches: 95 of 100 come within 61.3 ms here and now; the goal is 50 ms\n")] }),
    ],
  ])("agree in %s", (_fact, a, b) => {
    expect(compareNotebooks(notebook(a), notebook(b))).toEqual([]);
  });

  it.each([
    ["a source", cell({ source: "y" }), "cell 1, source", 'committed "y", a fresh run gives "x"'],
    [
      "a number",
      cell({ outputs: [said("total 2\n")] }),
      "cell 1, output 1",
      'committed "{\\"stdout\\":\\"total 2\\\\n\\"}", a fresh run gives "{\\"stdout\\":\\"1\\\\n\\"}"',
    ],
    [
      "a goal",
      cell({ outputs: [said("✓ searches: 95 of 100 come within 50 ms\n")] }),
      "cell 1, output 1",
      /95 of 100 come within 50 ms/,
    ],
    ["an output that was not there", cell({ outputs: [] }), "cell 1, output 1", /committed "no output"/],
    [
      "a cell that was not run",
      cell({ execution_count: null }),
      "cell 1, execution count",
      'committed "null", a fresh run gives "1"',
    ],
    [
      "a kind of cell",
      cell({ cell_type: "markdown" }),
      "cell 1, type",
      'committed "markdown", a fresh run gives "code"',
    ],
  ])("differ in %s", (_fact, committed, where, what) => {
    const [difference, ...more] = compareNotebooks(notebook(committed), notebook(cell()));
    expect(more).toEqual([]);
    expect(difference!.where).toBe(where);
    if (typeof what === "string") expect(difference!.what).toBe(what);
    else expect(difference!.what).toMatch(what);
  });

  it("differ in how many cells they have", () => {
    const what = "2 cells are committed, a fresh run has 1";
    expect(compareNotebooks(notebook(cell(), cell()), notebook(cell()))).toEqual([{ where: "the notebook", what }]);
  });
});
