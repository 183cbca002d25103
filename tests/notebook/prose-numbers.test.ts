// Numbers in the text of a notebook: those that its cells show may stand there, others are named.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allNotebooks, notebooksFolder } from "../../lib/src/cli/run-choice";
import { randomStream } from "../../lib/src/core/random";
import { type Cell, type Notebook, type Output, readNotebook } from "../../lib/src/notebook/nbformat";
import { toldNumbers, unshownNumbers } from "../../lib/src/notebook/prose-numbers";

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
    ["as a share in words", "Nine in ten stay, one customer in nine travels.", code("x", table("0.91  0.1142"))],
    ["with more digits", "About $62,100, or 56.6 %.", code("x", table("62100.4  0.56631"))],
    ["as a name of code", "Run `npm run bench -- --customers 70000`.", code("x")],
    ["inside a name, a date or a path", "See Q3, churn-1, 2025-12-18 and notes/04.", code("x")],
    ["as the name of a chapter", "# 04 · How? After 03 Bronze load", code("x")],
  ])("may stand there when it is shown %s", (_where, text, cell) => {
    expect(unshown(prose(text), cell)).toEqual([]);
    expect(unshown(cell, prose(text))).toEqual([]);
  });

  it.each([
    ["of a list, a chapter or a day", "1. See chapter 04.\n2. On 31 March 2026.\n\n*Answers.* 1. No. 2. In May 2026."],
    ["of seconds that a chapter takes", "| 01 | 02, about 45 seconds | 03 |"],
    ["true by definition", "0.5 is a coin, ranks go from 0 to 100, and lines are 95 % intervals."],
  ])("may stand there without being shown when it is one %s", (_what, text) => {
    expect(unshown(prose(text), code("x"))).toEqual([]);
  });

  it("is shown by the code around, up to the next text, and by no other", () => {
    const shows = code("x", table("0.902"));
    expect(unshown(shows, code("y"), prose("AUC is 0.902."), code("z"))).toEqual([]);
    expect(unshown(code("y"), prose("AUC is 0.902."), prose("## Next"), code("z"), shows)).toEqual([]);
    expect(unshown(shows, prose("Next."), code("y"), prose("AUC is 0.902."), code("z"))).toEqual(["0.902"]);
    expect(unshown(code("y"), prose("AUC is 0.902."), code("z"), prose("Next."), shows)).toEqual(["0.902"]);
  });

  it("is not shown by a page that a run writes", () => {
    const data = { "text/markdown": "AUC 0.902", "text/plain": "AUC 0.902" };
    expect(unshown(prose("0.902"), code("card", { output_type: "display_data", data, metadata: {} }))).toEqual([
      "0.902",
    ]);
  });

  it.each([
    ["another number is shown", "AUC is 0.903.", code("x", table("0.902")), "0.903"],
    ["only one digit would agree", "One in 8.", code("x", table("7.9")), "8"],
    ["a count stands there and a share is told", "It is 13 %.", code("x", table("13")), "13 %"],
    ["a share in words is another", "One in nine.", code("x", table("0.13")), "One in nine"],
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

  it("let one in eight numbers pass that are changed at random, and no more", () => {
    const random = randomStream(1, "changed numbers");
    let [changed, caught] = [0, 0];
    for (const name of allNotebooks()) {
      const chapter = readNotebook(join(notebooksFolder, `${name}.ipynb`));
      chapter.cells.forEach((cell, at) => {
        const told_here = cell.cell_type === "markdown" ? toldNumbers(cell) : [];
        for (const told of told_here.filter((each) => Number(each) !== 0))
          for (let time = 0; time < 40; time++) {
            const other = anotherNumber(told, random.next());
            const alone = new RegExp(`(?<![\\d.,$])${told.replace("$", "\\$")}(?!\\d|[.,]\\d|\\s?%)`);
            const source = cell.source.replace(alone, () => other);
            const found = unshownNumbers({ ...chapter, cells: chapter.cells.with(at, { ...cell, source }) });
            changed++;
            if (found.some(({ what }) => what.includes(`"${other}"`))) caught++;
          }
      });
    }
    expect(changed).toBeGreaterThan(800);
    expect(caught / changed).toBeGreaterThan(0.86);
  });
});

/** Half to one and a half times a number, written as it was; never the same. */
function anotherNumber(told: string, luck: number): string {
  const [, before, digits, after] = told.match(/^(\$?)([\d.,]+)(.*)$/)!;
  const value = Number(digits!.replaceAll(",", ""));
  const decimals = digits!.split(".")[1]?.length ?? 0;
  const step = 10 ** -decimals;
  const other = Math.max(step, Math.round((value * (0.5 + luck)) / step) * step);
  const moved = Math.abs(other - value) < step / 2 ? other + step : other;
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: digits!.includes(","),
  };
  return `${before}${moved.toLocaleString("en-US", options)}${after}`;
}
