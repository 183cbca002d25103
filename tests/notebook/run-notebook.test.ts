// Notebooks in the real kernel: what a run answers when all is well.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProgressReport } from "../../lib/src/core/progress";
import { compareNotebooks } from "../../lib/src/notebook/compare-notebooks";
import { type Cell, notebookText } from "../../lib/src/notebook/nbformat";
import { type ExecutedNotebook, runNotebook } from "../../lib/src/notebook/run-notebook";
import { isAlive, notebookFolder, opening } from "./notebook-folder";

const folder = notebookFolder();
const file = folder.write(
  "all-is-well",
  opening,
  `const rows = await db.rows<{ n: number; day: Date }>({ name: "rows", sql: "select 12345.5 as n, date '2025-01-01' as day" });
show(rows);`,
  `const words = { title: "Spend rises", description: "From 1 in January to 2 in February.", x: "day", y: "n", y_title: "USD" };
show(linesChart([{ day: "2025-01-01", n: 1 }, { day: "2025-02-01", n: 2 }], words));`,
  `check("one row came back", rows.length === 1);
show("**What we learn**");
console.log(rows[0].n);`,
  `for (let done = 0; done <= 4; done++) {
  progress({ task: "months", done, total: 4 });
  await new Promise((resolve) => setTimeout(resolve, 120));
}`,
  "rows[0].n * 2",
  "for (let line = 1; line <= 5000; line++) console.log(line);",
  'import { writeFileSync } from "node:fs";\nwriteFileSync("pid", String(process.pid));\n' +
    'process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap" || name === "StatWatcher").length',
);

let run: ExecutedNotebook;
let again: ExecutedNotebook;
const reports: ProgressReport[] = [];
const begun: number[] = [];

beforeAll(async () => {
  run = await runNotebook(file, {
    env: folder.env,
    on_progress: (report) => reports.push(report),
    on_cell: ({ cell }) => begun.push(cell),
  });
  again = await runNotebook(file, { env: folder.env });
});
afterAll(() => folder.remove());

const outputs = (executed: ExecutedNotebook, cell: number) => (executed.notebook.cells[cell - 1] as Cell).outputs!;
const media = (cell: number, output = 0) => {
  const shown = outputs(run, cell)[output]!;
  return "data" in shown ? shown.data : {};
};

describe("a notebook run", () => {
  it("counts the cells and times each beside the notebook", () => {
    expect(run.notebook.cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.cell_times.map(({ cell }) => cell)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.cell_times.every(({ seconds }) => seconds > 0 && seconds < 60)).toBe(true);
    expect(run.peak_mib).toBeGreaterThan(50);
    expect(run.peak_mib).toBeLessThan(2000);
  });

  it("keeps what the last line of a cell is worth", () => {
    expect(outputs(run, 6)).toEqual([{ output_type: "stream", name: "stdout", text: "24691\n" }]);
  });

  it("shows rows as a table in HTML and in text", () => {
    expect(media(2)["text/html"]).toContain('<td style="text-align:right">12,345.50</td>');
    expect(media(2)["text/plain"]).toContain("2025-01-01");
  });

  it("shows a chart as Vega-Lite, as SVG and as a sentence", () => {
    expect(Object.keys(media(3)).sort()).toEqual(["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
    expect(media(3)["application/vnd.vegalite.v5+json"]).toHaveProperty("layer");
    expect(media(3)["image/svg+xml"]).toMatch(/^<svg role="img" aria-label="Spend rises\. From 1/);
    expect(media(3)["text/plain"]).toBe("Spend rises. From 1 in January to 2 in February.");
  });

  it("says which checks were kept, and shows text", () => {
    expect(outputs(run, 4)[0]).toEqual({ output_type: "stream", name: "stdout", text: "✓ one row came back\n" });
    expect(media(4, 1)).toEqual({ "text/markdown": "**What we learn**", "text/plain": "**What we learn**" });
  });

  it("hands progress on while it goes, and keeps one line that says the same at the end of every run", () => {
    expect(reports.length).toBeGreaterThan(2);
    expect(reports[0]).toEqual({ task: "months", done: 0, total: 4 });
    expect(reports.at(-1)).toEqual({ task: "months", done: 4, total: 4 });
    expect(outputs(run, 5)).toHaveLength(1);
    expect(media(5)).toEqual({ "text/plain": "months: done 4 of 4" });
  });

  it("loses nothing of a cell that has much to say at once", () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `${i + 1}\n`);
    expect(outputs(run, 7)).toEqual([{ output_type: "stream", name: "stdout", text: lines.join("") }]);
  });

  it("gives the same bytes again, and leaves the file as it was", () => {
    expect(compareNotebooks(run.notebook, again.notebook)).toEqual([]);
    expect(notebookText(again.notebook)).toBe(notebookText(run.notebook));
    expect(readFileSync(file, "utf8")).not.toContain("image/svg+xml");
  });

  it("watches no files", () => {
    expect(outputs(run, 8)).toEqual([{ output_type: "stream", name: "stdout", text: "0\n" }]);
  });

  it("ends the kernel that it started", () => {
    const pid = Number(readFileSync(join(folder.path, "pid"), "utf8"));
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });
});
