// One kernel for several notebooks: each finds nothing of the one before.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHAPTER_ENDS } from "../../lib/src/notebook/end-chapter";
import { type Kernel, startKernel } from "../../lib/src/notebook/kernel";
import type { Cell } from "../../lib/src/notebook/nbformat";
import { runNotebook } from "../../lib/src/notebook/run-notebook";
import { isAlive, notebookFolder, opening } from "./notebook-folder";

const folder = notebookFolder();
let kernel: Kernel;

beforeAll(async () => {
  kernel = await startKernel({ cwd: folder.path, env: { ...folder.env, MOOD: "calm", TZ: "UTC" } });
  const leavings = [
    opening,
    'const left = "from before"; globalThis["LEFT"] = left; process.env.MOOD = "changed"; process.chdir("/");',
    'process.env.TZ = "Asia/Tokyo"; new Date(2026, 0, 1).getTimezoneOffset()',
    'await db.run({ name: "table", sql: "create table kept as select 1 as n" });',
  ];
  await runNotebook(folder.write("before", ...leavings), { kernel });
  await kernel.reset();
});
afterAll(async () => {
  await kernel.close();
  folder.remove();
});

async function outputOf(name: string, ...sources: string[]): Promise<string> {
  const { notebook } = await runNotebook(folder.write(name, ...sources), { kernel });
  await kernel.reset();
  const outputs = (notebook.cells.at(-1) as Cell).outputs!;
  return outputs.map((output) => ("text" in output ? [output.text].flat().join("") : "")).join("");
}

describe("a kernel that was reset", () => {
  it("is the same process, ready for the next notebook", async () => {
    expect(Number(await outputOf("process", "process.pid"))).toBe(kernel.pid);
    expect(isAlive(kernel.pid)).toBe(true);
  });

  it("knows no name of the notebook before, nor its globals, environment and folder", async () => {
    expect(await outputOf("names", "var left = 1; left")).toBe("1\n");
    expect(await outputOf("globals", '"LEFT" in globalThis')).toBe("false\n");
    expect(await outputOf("environment", "process.env.MOOD")).toBe("calm\n");
    expect(await outputOf("time zone", "new Date(2026, 0, 1).getTimezoneOffset()")).toBe("0\n");
    expect(await outputOf("folder", `process.cwd() === ${JSON.stringify(folder.path)}`)).toBe("true\n");
  });

  it("has closed the database, and opens it again", async () => {
    const rows = 'const rows = await db.rows<{ n: number }>({ name: "kept", sql: "select n from kept" });';
    expect(await outputOf("again", opening, `${rows}\nconsole.log(rows[0].n);`)).toBe("1\n");
  });

  it("takes a notebook after one that said that it ends", async () => {
    const ending = `const error = new Error("Nobody left");\nerror.name = "${CHAPTER_ENDS}";\nthrow error;`;
    const { ends_early } = await runNotebook(folder.write("ending", ending), { kernel });
    expect(ends_early).toBe("Nobody left");
    await kernel.reset();
    expect(await outputOf("next", "1 + 1")).toBe("2\n");
  });

  it("ends with a notebook that needs a name of the one before", async () => {
    const missing = runNotebook(folder.write("missing", "console.log(db);"), { kernel });
    await expect(missing).rejects.toThrow("missing.ipynb, cell 1, line 1: TypeScript: Cannot find name 'db'.");
    expect(isAlive(kernel.pid)).toBe(false);
  });

  it("that is gone says so", async () => {
    await expect(kernel.reset()).rejects.toThrow("the notebook kernel ended (SIGKILL)");
  });
});
