// Notebooks in the real kernel: every way to fail has one clear line, and no kernel is left behind.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { exitCodeOf, InvalidInputError, UnavailableError } from "../../lib/src/core/errors";
import { projectFolder } from "../../lib/src/core/home";
import { CellFailedError } from "../../lib/src/notebook/cell-failure";
import { CHAPTER_ENDS } from "../../lib/src/notebook/end-chapter";
import { type Kernel, startKernel } from "../../lib/src/notebook/kernel";
import { runNotebook } from "../../lib/src/notebook/run-notebook";
import { isAlive, notebookFolder, opening } from "./notebook-folder";

const folder = notebookFolder();
afterAll(() => folder.remove());

const kernelHere = (): Promise<Kernel> => startKernel({ cwd: folder.path, env: folder.env });
const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => new Error("the run ended well"),
    (error: Error) => error,
  );

describe("a failing cell", () => {
  it.each([
    [
      "a type error",
      ["const a = 1;", "const n = 1;\n\nconst s: string = n;"],
      "cell 2, line 3: TypeScript: Type 'number' is not assignable to type 'string'.",
    ],
    [
      "an error thrown by a function of an earlier cell",
      [
        'function boom(n: number) {\n  throw new RangeError("got " + n);\n}',
        'import * as fs from "fs";\n\ninterface Row { n: number }\n\n// why\nconst row: Row = { n: 1 };\nawait Promise.resolve();\nboom(row.n);',
      ],
      "cell 2, line 8: RangeError: got 1",
    ],
    [
      "a forgotten await",
      [
        "async function later() {\n  throw new Error('too late');\n}",
        "const n = 1;\nvoid later();\nawait new Promise((resolve) => setTimeout(resolve, 50));",
      ],
      "cell 2, line 2: Error: too late; is an await missing?",
    ],
    [
      "a failed check",
      [opening, 'const kept: number = 1;\ncheck("nothing is lost", kept === 2, "kept " + kept);'],
      "cell 2, line 2: CheckFailedError: ✗ nothing is lost: kept 1",
    ],
    [
      "a refused statement",
      [
        opening,
        'await db.rows({ name: "one", sql: "select 1" });\n\nawait db.run({ name: "two", sql: "select * from nowhere" });',
      ],
      "cell 2, line 3: SqlError: two failed on duckdb: Catalog Error: Table with name nowhere does not exist!",
    ],
  ])("%s is named by cell, line and message", async (_fact, sources, message) => {
    const kernel = await kernelHere();
    const error = await failureOf(runNotebook(folder.write("failing", ...sources, "console.log('never')"), { kernel }));
    expect(error).toBeInstanceOf(CellFailedError);
    expect(error.message).toBe(`failing.ipynb, ${message}`);
    expect(exitCodeOf(error)).toBe(1);
    const cells = (error as CellFailedError).executed.cells;
    expect(JSON.stringify(cells.at(-2)!.outputs)).toContain("stderr");
    expect(cells.at(-1)).toMatchObject({ execution_count: null, outputs: [] });
    expect(isAlive(kernel.pid)).toBe(false);
  });
});

describe("a chapter that says itself that it ends", () => {
  it("is no failure: its later cells stay empty, and the reason is told", async () => {
    const ending = `const error = new Error("Nobody left");\nerror.name = "${CHAPTER_ENDS}";\nthrow error;`;
    const run = await runNotebook(folder.write("ending", "1 + 1", ending, "console.log('never')"), { env: folder.env });
    expect(run.ends_early).toBe("Nobody left");
    expect(run.notebook.cells.at(-1)).toMatchObject({ execution_count: null, outputs: [] });
  });
});

describe("a kernel in trouble", () => {
  it("that is killed ends the run with a line", async () => {
    const kernel = await kernelHere();
    const file = folder.write("killed", "1 + 1", "process.kill(process.pid, 'SIGKILL');\nawait new Promise(() => {});");
    const error = await failureOf(runNotebook(file, { kernel }));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toBe(
      "killed.ipynb, cell 2: the notebook kernel ended (SIGKILL); often memory was short: try fewer customers",
    );
  });

  it("that hangs is stopped when the cell's time is over", async () => {
    const kernel = await kernelHere();
    const error = await failureOf(
      runNotebook(folder.write("hanging", "while (true) {}"), { kernel, cell_timeout_seconds: 0.5 }),
    );
    expect(error.message).toBe("hanging.ipynb, cell 1: took longer than its 0.5 s and was stopped");
    expect(exitCodeOf(error)).toBe(3);
    expect(isAlive(kernel.pid)).toBe(false);
  });

  it("ends at once when the run is aborted, in a cell or while it starts", async () => {
    const kernel = await kernelHere();
    const inCell = new AbortController();
    const file = folder.write("aborted", "while (true) {}");
    const on_cell = () => void setTimeout(() => inCell.abort(), 200);
    const error = await failureOf(runNotebook(file, { kernel, signal: inCell.signal, on_cell }));
    expect(error.name).toBe("AbortError");
    expect(exitCodeOf(error)).toBe(130);
    expect(isAlive(kernel.pid)).toBe(false);
    const startedAt = performance.now();
    const early = await failureOf(runNotebook(file, { cwd: folder.path, signal: AbortSignal.timeout(100) }));
    expect(early.name).toBe("AbortError");
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  it("ends in good order when Ctrl-C reaches it and whoever started it", async () => {
    const file = folder.write(
      "interrupted",
      "console.log(process.pid);\nawait new Promise((resolve) => setTimeout(resolve, 60_000));",
    );
    const module = JSON.stringify(join(projectFolder, "lib/dist/notebook/run-notebook.js"));
    const code = `const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      const on_cell = () => setTimeout(() => console.log("in a cell"), 500);
      require(${module}).runNotebook(${JSON.stringify(file)}, { signal: stop.signal, on_cell })
        .catch((error) => console.log(error.name + ": " + error.message));`;
    const runner = execa(process.execPath, ["-e", code], { detached: true, reject: false });
    await new Promise((resolve) => runner.stdout.once("data", resolve));
    process.kill(-runner.pid!, "SIGINT"); // a terminal's Ctrl-C goes to the whole group
    const { stdout, exitCode } = await runner;
    expect(stdout).toBe("in a cell\nAbortError: The notebook run was stopped");
    expect(exitCode).toBe(0);
    expect(() => process.kill(-runner.pid!, 0)).toThrow("ESRCH"); // nobody of the group is left
  });

  it("that cannot start says why", async () => {
    const error = await failureOf(
      startKernel({ cwd: folder.path, env: { NODE_OPTIONS: "--require=./no-such-file.js" } }),
    );
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(
      /^The notebook kernel did not start: it ended with exit code 1: .*Cannot find module/,
    );
  });

  it("ends by itself when whoever started it is killed", async () => {
    const module = JSON.stringify(join(projectFolder, "lib/dist/notebook/kernel.js"));
    const code = `require(${module}).startKernel({ cwd: "." }).then((kernel) => console.log(kernel.pid))`;
    const starter = execa(process.execPath, ["-e", code], { cwd: folder.path, reject: false });
    const pid = await new Promise<number>((resolve) => starter.stdout.once("data", (text) => resolve(Number(text))));
    expect(isAlive(pid)).toBe(true);
    starter.kill("SIGKILL");
    await starter;
    for (let waits = 0; isAlive(pid) && waits < 250; waits++) await sleep(20);
    expect(isAlive(pid)).toBe(false);
  });
});

describe("a notebook that is none", () => {
  it.each([
    ["a missing file", "missing.ipynb", /A notebook is needed at .*missing\.ipynb, got ENOENT/],
    [
      "a file of another kind",
      "node_modules/execa/package.json",
      /package\.json needs nbformat 4 and a list of cells, got nbformat undefined/,
    ],
  ])("%s is refused before a kernel starts", async (_fact, file, message) => {
    const error = await failureOf(runNotebook(join(folder.path, file)));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
  });
});
