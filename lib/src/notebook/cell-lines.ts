// From a line of the JavaScript that tslab ran back to the line of the cell that a person wrote.
import { createRequire, SourceMap } from "node:module";
import type TypeScript from "typescript";

/** The parts of TypeScript's face used here; the module is tslab's own copy, found beside it at run time. */
interface Compiler
  extends Pick<typeof TypeScript, "transpileModule" | "createSourceFile" | "ModuleKind" | "ScriptTarget"> {
  /** Fills in a file's top-level names; not among TypeScript's documented functions, but tslab leans on it too. */
  bindSourceFile(file: TypeScript.SourceFile, options: object): void;
}

/** A place in a text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The line of a cell that a place in its compiled JavaScript came from. tslab compiles a cell in two steps (TypeScript
 * to ES modules, with every top-level name exported; then to CommonJS) and keeps no source map, so both steps are
 * taken again here, with maps.
 *
 * @param source the cell's text
 * @param place where in the JavaScript, as a stack trace says it
 * @returns a line from 1, or nothing when the place is in code that no line of the cell made
 */
export function cellLine(source: string, place: Place): number | undefined {
  const ts = tslabCompiler();
  const settings = { target: ts.ScriptTarget.ES2022, sourceMap: true, noImplicitUseStrict: true, newLine: 1 };
  const typed = withExports(ts, source);
  const step = (text: string, fileName: string, module: TypeScript.ModuleKind) =>
    ts.transpileModule(text, { fileName, compilerOptions: { ...settings, module, esModuleInterop: true } });
  const modern = step(typed, "cell.ts", ts.ModuleKind.ESNext);
  const withoutMapLink = modern.outputText.replace(/\/\/# sourceMappingURL.*$/, "");
  const common = step(withoutMapLink, "cell.js", ts.ModuleKind.CommonJS);
  const between = original(common.sourceMapText, place);
  const line = between && original(modern.sourceMapText, between)?.line;
  const lineOfCell = line === undefined ? 0 : line - 1; // the first line is tslab's own
  return lineOfCell >= 1 && lineOfCell <= source.split("\n").length ? lineOfCell : undefined;
}

function tslabCompiler(): Compiler {
  return createRequire(require.resolve("tslab/package.json"))("@tslab/typescript-for-tslab") as Compiler;
}

/** The cell as tslab compiles it: a module that exports its top-level names. */
function withExports(ts: Compiler, source: string): string {
  const file: TypeScript.SourceFile & { locals?: Map<string, unknown> } = ts.createSourceFile(
    "cell.ts",
    `export {};\n${source}`,
    ts.ScriptTarget.ES2022,
  );
  ts.bindSourceFile(file, {});
  const names = [...(file.locals?.keys() ?? [])];
  return `export {};\n${source}${names.length > 0 ? `\nexport {${names.join(", ")}}` : ""}`;
}

function original(map: string | undefined, place: Place): Place | undefined {
  if (!map) return undefined;
  const entry = new SourceMap(JSON.parse(map)).findEntry(place.line - 1, place.column - 1);
  if (!("originalLine" in entry) || entry.originalLine === undefined) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
