// What a failed cell says, read from the text that tslab leaves.
import { describe, expect, it } from "vitest";
import { failureOf } from "../../lib/src/notebook/cell-failure";
import { cellLine } from "../../lib/src/notebook/cell-lines";

const stderr = (text: string) => [{ output_type: "stream" as const, name: "stderr", text }];

describe("a failure", () => {
  it.each([
    [
      "TypeScript's first complaint",
      "x",
      "3:7 - Type 'a' is wrong.\n4:1 - more\n",
      { line: 3, message: "TypeScript: Type 'a' is wrong." },
    ],
    [
      "the error after words of the cell's own",
      "x;\ny;",
      "careful\nTypeError: no\n    at evalmachine.<anonymous>:3:1\n",
      { line: 2, message: "TypeError: no" },
    ],
    [
      "the one line that waits, when the trace ends elsewhere",
      "a();\nawait b();",
      "Error: far away\n    at driver.js:1:1\n",
      { line: 2, message: "Error: far away" },
    ],
    ["no line when two lines wait", "await a();\nawait b();", "Error: far away\n", { message: "Error: far away" }],
    ["something thrown that is no error", "throw 'x'", "just words\n", { message: "just words" }],
    ["silence", "x", "", { message: "failed without a message" }],
  ])("is %s", (_fact, source, text, failure) => {
    expect(failureOf(source, stderr(text))).toEqual(failure);
  });
});

describe("the line of a cell", () => {
  const source =
    'import { a } from "b";\n\ninterface Row {\n  n: number;\n}\n\n// why\nconst x: Row = { n: 1 };\n\nf(x);';

  it("is found behind imports, types, comments and empty lines", () => {
    // compiled: __esModule, exports list, require, getter of a, // why, const x, exports.x, f(x)
    expect(cellLine(source, { line: 6, column: 1 })).toBe(8);
    expect(cellLine(source, { line: 8, column: 1 })).toBe(10);
  });

  it("is unknown outside the cell", () => {
    expect(cellLine(source, { line: 99, column: 1 })).not.toBe(99);
  });
});
