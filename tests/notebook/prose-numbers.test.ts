// Numbers in the text of a notebook: those that its cells show may stand there, others are named.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allNotebooks, notebooksFolder } from "../../lib/src/cli/run-choice";
import { type Cell, type Notebook, type Output, readNotebook } from "../../lib/src/notebook/nbformat";
import { unshownNumbers } from "../../lib/src/notebook/prose-numbers";

const prose = (source: string): Cell => ({ cell_type: "markdown", id: "text", metadata: {}, source });
const code = (source: string, ...outputs: Output[]): Cell => ({
  cell_type: "code",
  id: "code",
  metadata: {},
  source,
  outputs,
});
const table = (text: string): Output => ({ output_type: "display_data", data: { "text/plain": text }, metadata: {} });
const notebook = (...cells: readonly Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const unshown = (...cells: readonly Cell[]) => unshownNumbers(notebook(...cells)).map(({ what }) => what.split('"')[1]);

describe("a number in the text", () => {
  it.each([
    ["in a table", "AUC is 0.902.", code("x", table("auc\n---\n0.902"))],
    [
      "in a printed line",
      "There are 33,745 of them.",
      code("x", { output_type: "stream", name: "stdout", text: "33745\n" }),
    ],
    ["in the code", "A call costs $12.", code("const costs = { cost_per_contact: 12 };")],
    ["as a share", "It is 7.5 % of all.", code("x", table("0.075"))],
    ["with more digits", "About $62,100, or 56.6 %.", code("x", table("62100.4  0.56631"))],
    ["as a name of code", "Run `npm run bench -- --customers 70000`.", code("x")],
    ["inside a name, a date or a path", "See Q3, churn-1, 2025-12-18 and notes/04.", code("x")],
  ])("may stand there when it is shown %s", (_where, text, cell) => {
    expect(unshown(prose(text), cell)).toEqual([]);
  });

  it.each([
    ["another number is shown", "AUC is 0.903.", code("x", table("0.902")), "0.903"],
    ["only one digit would agree", "One in 8.", code("x", table("7.9")), "8"],
    ["a count stands there and a share is told", "It is 13 %.", code("x", table("13")), "13 %"],
    ["a percentage has no share to it", "It is 8.5 %.", code("x", table("0.075")), "8.5 %"],
    [
      "only a chart has it",
      "It peaks at 41.",
      code("x", {
        output_type: "display_data",
        data: { "application/vnd.vegalite.v5+json": {}, "text/plain": "It peaks at 41." },
        metadata: {},
      }),
      "41",
    ],
  ])("is named when %s", (_why, text, cell, number) => {
    expect(unshown(prose(text), cell)).toEqual([number]);
  });

  it("is looked for in typed chart texts, and not in what they compute", () => {
    const chart = code(
      `show(barsChart(rows, { title: \`The first \${tenth} of 40\`, subtitle: "AUC by 25 steps", width: 25 }));`,
    );
    expect(unshown(chart)).toEqual(["40"]);
  });
});

describe("the notebooks as committed", () => {
  it.each(allNotebooks())("%s tells no number that it does not show", (name) => {
    expect(unshownNumbers(readNotebook(join(notebooksFolder, `${name}.ipynb`)))).toEqual([]);
  });

  it("would not let pass most of the percentages of chapter 6, each a point higher", () => {
    const chapter = readNotebook(join(notebooksFolder, "06_churn_training.ipynb"));
    const changes = chapter.cells.flatMap((cell, at) =>
      cell.cell_type !== "markdown"
        ? []
        : [...cell.source.matchAll(/(?<![`\d.])(\d+(?:\.\d+)?) %/g)].map((match) => {
            const more = `${(Number(match[1]) + 1).toString()} %`;
            const source = cell.source.slice(0, match.index) + more + cell.source.slice(match.index + match[0].length);
            return { ...chapter, cells: chapter.cells.with(at, { ...cell, source }) };
          }),
    );
    const caught = changes.filter((changed) => unshownNumbers(changed).length > 0);
    expect(changes.length).toBeGreaterThan(3);
    expect(caught.length / changes.length).toBeGreaterThan(0.7);
  });
});
