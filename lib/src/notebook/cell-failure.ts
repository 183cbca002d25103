// What went wrong in a cell, read from what tslab printed: it sends no error messages, only text on stderr.
import { firstLine } from "../core/errors";
import { cellLine } from "./cell-lines";
import type { Notebook, Output } from "./nbformat";

/** Where in the cell, and what. */
export interface CellFailure {
  /** Line of the cell, from 1; missing when the trace does not say. */
  readonly line?: number;
  readonly message: string;
}

/** A cell of a notebook failed; `executed` is the notebook up to and with that cell. Exit code 1. */
export class CellFailedError extends Error {
  override readonly name = "CellFailedError";
  constructor(
    readonly notebook: string,
    readonly cell: number,
    readonly failure: CellFailure,
    readonly executed: Notebook,
  ) {
    const line = failure.line === undefined ? "" : `, line ${failure.line}`;
    super(`${notebook}, cell ${cell}${line}: ${failure.message}`);
  }
}

/**
 * The failure that a failed cell's stderr tells of: TypeScript's first complaint, or the error that was thrown.
 *
 * @param source the cell's text
 * @param outputs what it put out; the failure is in the last stderr text
 */
export function failureOf(source: string, outputs: readonly Output[]): CellFailure {
  const errors = outputs.filter((output) => output.output_type === "stream" && output.name === "stderr");
  const text = (errors.at(-1) as { text: string } | undefined)?.text ?? "";
  const complaint = /^(\d+):\d+ - (.*)$/m.exec(text);
  if (complaint && !text.includes("evalmachine")) {
    return { line: Number(complaint[1]), message: `TypeScript: ${firstLine(complaint[2]!)}` };
  }
  const frame = lastFrame(text);
  const line = frame ? cellLine(source, frame) : onlyAwait(source);
  const message = thrownMessage(text) || "failed without a message";
  return line === undefined ? { message } : { line, message };
}

/** Whether an error got lost: tslab lets a cell end well although a promise that it did not wait for was rejected. */
export function hasLostError(outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.output_type === "stream" && LOST.test(output.text));
}

const LOST = /^(?:UnhandledPromiseRejection|UncaughtException): /m;

/** The last error named in the text, causes aside; or, when something else was thrown, the last line. */
function thrownMessage(text: string): string {
  const lost = /^UnhandledPromiseRejection: (.*)$/m.exec(text)?.[1];
  if (lost) return `${lost}; is an await missing?`;
  const named = [...text.matchAll(/^(?:UncaughtException: )?((?:[A-Z]\w*)?Error\b.*)$/gm)].at(-1)?.[1];
  return named ?? text.trim().split("\n").at(-1)!;
}

/** The one line that waits for something: an error without a frame in the cell came out of it. */
function onlyAwait(source: string): number | undefined {
  const waiting = source.split("\n").flatMap((text, i) => (/^[^/]*\bawait\b/.test(text) ? [i + 1] : []));
  return waiting.length === 1 ? waiting[0] : undefined;
}

/** The outermost frame inside cells: the innermost may be a function that an earlier cell made. */
function lastFrame(trace: string): { line: number; column: number } | undefined {
  const inside = trace.replace(TSLAB_CALL, "");
  const frame = [...inside.matchAll(/evalmachine\.<anonymous>:(\d+):(\d+)/g)].at(-1);
  return frame && { line: Number(frame[1]), column: Number(frame[2]) };
}

/** The frame in which tslab calls the function that it has put around the cell. */
const TSLAB_CALL =
  /\n\s+at evalmachine\.<anonymous>:\d+:\d+(?=\n\s+at (?:sigintHandlersWrap|Script\.runInThisContext))/g;
