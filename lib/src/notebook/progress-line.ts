// Progress in a notebook: a line per task, moving while it works, the same words at the end of every run.
import { randomUUID } from "node:crypto";
import { type Progress, type ProgressReport, progressBar } from "../core/progress";
import { currentCell, type Show } from "./display";

interface Line {
  readonly cell: unknown;
  readonly display_id: string;
  shownAt: number;
}

const PAUSE_MS = 100;

/** A listener that keeps one line per task and cell, updated in place, at most ten times a second. */
export function progressLine(show: Show, now: () => number = () => performance.now()): Progress {
  const lines = new Map<string, Line>();
  return (report) => {
    const cell = currentCell();
    const known = lines.get(report.task);
    const line = known?.cell === cell ? known : undefined;
    const isLast = report.done >= report.total;
    if (line && !isLast && now() - line.shownAt < PAUSE_MS) return;
    const display_id = line?.display_id ?? randomUUID();
    lines.set(report.task, { cell, display_id, shownAt: now() });
    show({ "text/plain": lineText(report) }, { display_id, is_update: line !== undefined, progress: report });
  };
}

/**
 * A report as a line.
 *
 * @example
 * lineText({ task: "months", done: 18, total: 18 }); // => "months: done 18 of 18"
 */
export function lineText(report: ProgressReport): string {
  const count = `${report.done.toLocaleString("en-US")} of ${report.total.toLocaleString("en-US")}`;
  if (report.done >= report.total) return `${report.task}: done ${count}`;
  return `${report.task}: ${progressBar(report)} ${count}`;
}
