// Notebook files (nbformat 4.5): read, and written byte for byte as Jupyter writes them.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { firstLine, InvalidInputError } from "../core/errors";

/** One output of a code cell. Text is joined here; the file holds it as lists of lines. */
export type Output =
  | { readonly output_type: "stream"; readonly name: string; text: string }
  | { readonly output_type: "display_data"; data: MediaBundle; metadata: Record<string, unknown> }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** The same thing in several media types, e.g. a chart as Vega-Lite, as SVG and as a sentence. */
export type MediaBundle = Record<string, unknown>;

export interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id: string;
  readonly metadata: Record<string, unknown>;
  readonly source: string;
  /** Code cells only. */
  readonly execution_count?: number | null;
  /** Code cells only. */
  readonly outputs?: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Record<string, unknown>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/**
 * Reads a notebook file.
 *
 * @throws InvalidInputError when the file is missing or is not a notebook of nbformat 4
 */
export function readNotebook(file: string): Notebook {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InvalidInputError(`A notebook is needed at ${file}, got ${(error as NodeJS.ErrnoException).code}`, {
      cause: error,
    });
  }
  return parseNotebook(text, basename(file));
}

/**
 * Makes sense of a notebook's text. Cells without an id, as older notebooks have them, are given one by position.
 *
 * @throws InvalidInputError when the text is not a notebook of nbformat 4
 */
export function parseNotebook(text: string, name = "the notebook"): Notebook {
  let raw: Partial<Notebook>;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new InvalidInputError(`${name} is not JSON: ${firstLine((error as Error).message)}`, { cause: error });
  }
  if (raw.nbformat !== 4 || !Array.isArray(raw.cells)) {
    throw new InvalidInputError(`${name} needs nbformat 4 and a list of cells, got nbformat ${raw.nbformat}`);
  }
  return {
    cells: raw.cells.map((cell, i) => ({ ...joinedCell(cell), id: cell.id ?? `cell-${i + 1}` })),
    metadata: raw.metadata ?? {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** A notebook's text as Jupyter writes it: sorted keys, one space of indent, text as lines, a newline at the end. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(sorted({ ...notebook, cells: notebook.cells.map(splitCell) }), null, 1)}\n`;
}

/** Writes a notebook under a temporary name and renames it, so that a reader never meets half a file. */
export function writeNotebook(file: string, notebook: Notebook): void {
  const partFile = `${file}.${process.pid}.part`;
  try {
    writeFileSync(partFile, notebookText(notebook));
    renameSync(partFile, file);
  } catch (error) {
    rmSync(partFile, { force: true });
    throw new InvalidInputError(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

function joinedCell(cell: Cell): Cell {
  const outputs = cell.outputs?.map((output) => {
    if (output.output_type === "stream") return { ...output, text: joined(output.text) as string };
    if ("data" in output) return { ...output, data: mapText(output.data, joined) };
    return output;
  });
  return { ...cell, source: joined(cell.source) as string, ...(outputs ? { outputs } : {}) };
}

function splitCell(cell: Cell): object {
  const outputs = cell.outputs?.map((output) => {
    if (output.output_type === "stream") return { ...output, text: lines(output.text) };
    if ("data" in output) return { ...output, data: mapText(output.data, lines) };
    return output;
  });
  return { ...cell, source: lines(cell.source), ...(outputs ? { outputs } : {}) };
}

/** Text media travel as lists of lines in the file; JSON media stay as they are. */
function mapText(data: MediaBundle, change: (value: unknown) => unknown): MediaBundle {
  const isText = (type: string) => type.startsWith("text/") || type === "image/svg+xml";
  return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, isText(type) ? change(value) : value]));
}

function joined(value: unknown): unknown {
  return Array.isArray(value) ? value.join("") : value;
}

function lines(value: unknown): unknown {
  return typeof value === "string" ? value.split(/(?<=\n)/).filter((line) => line !== "") : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
