// Every notebook at 1,000 customers in the real kernel: it runs through, shows its charts in all three forms, and says
// the same when it is run again. Those before chapter 4 run once: that the same seed lands and loads the same rows is for
// tests/pipeline/stages.test.ts.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { allNotebooks, notebooksFolder } from "../../lib/src/cli/run-choice";
import { runCommand } from "../../lib/src/cli/run-command";
import { compareNotebooks } from "../../lib/src/notebook/compare-notebooks";
import { type Notebook, readNotebook } from "../../lib/src/notebook/nbformat";
import { withoutPace } from "../../lib/src/notebook/pace";
import { openPlatform } from "../../lib/src/pipeline/platform";
import { resetTo } from "../../lib/src/pipeline/reset";
import { useTemporaryHome } from "../temporary-home";

const home = useTemporaryHome();
const names = allNotebooks();
const executed = (name: string, run: string) => readNotebook(join(home.path, run, `${name}.ipynb`));
const signal = new AbortController().signal;

const printed = (notebook: Notebook) =>
  notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => ("text" in output ? [output.text] : []))
    .join("");
const bundles = (notebook: Notebook) =>
  notebook.cells.flatMap((cell) => (cell.outputs ?? []).flatMap((output) => ("data" in output ? [output.data] : [])));

beforeAll(async () => {
  await runCommand({ customers: 1000, output: join(home.path, "first") }, () => {}, signal);
}, 600_000);

describe.each(names)("notebook %s", (name) => {
  it("shows every chart as Vega-Lite, as SVG and as a sentence", () => {
    const charts = bundles(executed(name, "first")).filter((data) => "application/vnd.vegalite.v5+json" in data);
    expect(charts.length).toBeGreaterThan(0);
    for (const chart of charts) {
      expect(String([chart["image/svg+xml"]].flat().join(""))).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
      expect(String([chart["text/plain"]].flat().join("")).length).toBeGreaterThan(30);
    }
  });

  it("holds its checkpoints", () => {
    const text = printed(executed(name, "first"));
    expect(text).toContain("✓");
    expect(text).not.toContain("✗");
    expect(withoutPace(text)).not.toContain("○"); // few customers bind nobody, and yet these show all that is told
  });

  it("is committed from a run in which every goal was reached", () => {
    const text = printed(readNotebook(join(notebooksFolder, `${name}.ipynb`)));
    expect(text).toContain("✓");
    expect(text).not.toContain("○");
  });

  it("has prose around its code, exercises with answers, and speaker notes", () => {
    const { cells } = readNotebook(join(notebooksFolder, `${name}.ipynb`));
    const prose = cells
      .filter((cell) => cell.cell_type === "markdown")
      .map((cell) => cell.source)
      .join("\n");
    expect(cells[0]!.cell_type).toBe("markdown");
    expect(prose).toContain("**Try it.**");
    expect(prose).toContain("*Answers.*");
    expect(cells.some((cell) => typeof cell.metadata.speaker_notes === "string")).toBe(true);
    for (const cell of cells)
      if (cell.cell_type === "code") expect(cell.source.split("\n").length).toBeLessThanOrEqual(16);
  });

  it("names nobody and no place of this machine", () => {
    const text = JSON.stringify(executed(name, "first").cells);
    expect(text).not.toMatch(/@example\.(com|org|net)/);
    expect(text).not.toContain(home.path);
  });
});

describe("a second run in the same state folder", () => {
  const FROM = "04";
  beforeAll(async () => {
    const { db } = openPlatform();
    await resetTo(db, "06"); // chapter 6 fills columns that chapter 5 shows empty
    await db.close();
    await runCommand({ from: FROM, output: join(home.path, "second") }, () => {}, signal);
  }, 600_000);

  it.each(names.filter((name) => name.slice(0, 2) >= FROM))("gives %s the same outputs", (name) => {
    expect(compareNotebooks(executed(name, "first"), executed(name, "second"))).toEqual([]);
  });
});
