// Runs the examples in lib's doc comments: a line `call; // => value` must give that value.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(__dirname, "../lib/src");

interface Example {
  readonly name: string;
  readonly lines: readonly string[];
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, examples: examplesOf(readFileSync(join(source, file), "utf8")) }))
  .filter(({ examples }) => examples.length > 0);

function examplesOf(text: string): Example[] {
  const comments = [...text.matchAll(/\/\*\*([\s\S]*?)\*\/\s*export\s+(?:async\s+)?(?:function|const|class)\s+(\w+)/g)];
  return comments.flatMap(([, comment, name]) => {
    const body = comment!.split("@example")[1];
    if (body === undefined) return [];
    const lines = body.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
    const end = lines.findIndex((line) => line.startsWith("@"));
    return [{ name: name!, lines: (end < 0 ? lines : lines.slice(0, end)).filter((line) => line !== "") }];
  });
}

/** `const x = 1;` is run as it is; `call(x); // => value` becomes a comparison. */
function toCode(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/\n(\/\/ =>)/g, " $1") // a long call has its value on the next line
    .split("\n")
    .map((line) => {
      const match = /^(.*?);?\s*\/\/ => (.*)$/.exec(line);
      return match ? `same(await (${match[1]}), ${match[2]});` : line;
    })
    .join("\n");
}

describe.each(files)("examples in $file", ({ file, examples }) => {
  it.each(examples)("$name", async ({ lines }) => {
    const module = await import(join(source, file));
    const helpers = await import(join(source, "core/dates.ts"));
    const scope: Record<string, unknown> = { ...helpers, ...module };
    expect(lines.some((line) => line.includes("// =>"))).toBe(true);
    const AsyncFunction = (async () => {}).constructor as new (
      ...args: string[]
    ) => (...values: unknown[]) => Promise<void>;
    const run = new AsyncFunction("same", ...Object.keys(scope), toCode(lines));
    await run((actual: unknown, wanted: unknown) => expect(actual).toEqual(wanted), ...Object.values(scope));
  });
});
