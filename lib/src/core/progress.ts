// Progress of long work, told to whoever listens: a terminal's bar, a notebook's line, or nobody.

/** One report: what is being done, how much of it is done, of how much; the last report has `done === total`. */
export interface ProgressReport {
  readonly task: string;
  readonly done: number;
  readonly total: number;
}

export type Progress = (report: ProgressReport) => void;

/** Nobody listens. */
export const silent: Progress = () => {};

/**
 * A bar of fixed width, full at `done === total`.
 *
 * @example
 * progressBar({ task: "months", done: 9, total: 18 }, 10); // => "█████░░░░░"
 */
export function progressBar({ done, total }: ProgressReport, width = 24): string {
  const filled = total > 0 ? Math.min(width, Math.floor((done / total) * width)) : width;
  return "█".repeat(filled) + "░".repeat(width - filled);
}
