// Runs a notebook with the real tslab kernel: cells in order, outputs collected, the kernel always ended.
import { basename, dirname, resolve } from "node:path";
import { UnavailableError } from "../core/errors";
import type { ProgressReport } from "../core/progress";
import { CellFailedError, failureOf, hasLostError } from "./cell-failure";
import { CHAPTER_ENDS } from "./end-chapter";
import { type Kernel, startKernel } from "./kernel";
import { type Cell, type Notebook, readNotebook } from "./nbformat";
import { OutputCollector } from "./outputs";

export interface RunOptions {
  /** The kernel's working folder; the notebook's own when left out. */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the kernel at once, and the run with an AbortError. */
  readonly signal?: AbortSignal;
  /** A cell that takes longer ends the run; 900 when left out. */
  readonly cell_timeout_seconds?: number;
  /** A kernel that may take other notebooks afterwards, see `Kernel.reset`; it is ended only when the run fails. */
  readonly kernel?: Kernel | Promise<Kernel>;
  /** Hears the progress lines of the cells. */
  readonly on_progress?: (report: ProgressReport) => void;
  /** Hears of each code cell before it runs. */
  readonly on_cell?: (cell: CellStart) => void;
}

/** A code cell about to run; numbers count code cells from 1, as Jupyter shows them. */
export interface CellStart {
  readonly cell: number;
  readonly cell_count: number;
}

/** How long a code cell took. Kept beside the notebook and not inside, so that the same run writes the same bytes. */
export interface CellTime {
  readonly cell: number;
  readonly seconds: number;
}

export interface ExecutedNotebook {
  readonly notebook: Notebook;
  readonly cell_times: readonly CellTime[];
  /** Why the chapter ended before its last cell; left out when it did not. */
  readonly ends_early?: string;
  readonly start_seconds: number;
  readonly seconds: number;
  /** The most memory the kernel used. */
  readonly peak_mib: number;
}

/**
 * Runs a notebook's code cells in order and answers the notebook with their outputs; in a kernel of its own, unless one
 * is given. The file itself is not touched.
 *
 * @throws CellFailedError when a cell fails: names notebook, cell, line and message; holds the notebook so far
 * @throws UnavailableError when the kernel does not start, dies, or a cell takes too long
 */
export async function runNotebook(file: string, options: RunOptions = {}): Promise<ExecutedNotebook> {
  const source = readNotebook(file);
  const startedAt = performance.now();
  if (options.signal?.aborted) throw stopped();
  const starting = Promise.resolve(
    options.kernel ??
      startKernel({
        cwd: options.cwd ?? dirname(resolve(file)),
        env: options.env ?? {},
        ...(options.signal && { signal: options.signal }),
      }),
  );
  const stop = stopSignal(options.signal);
  try {
    const kernel = await Promise.race([starting, stop.aborted]);
    const start_seconds = secondsSince(startedAt);
    const run = new NotebookRun(basename(file), source, kernel, options);
    await Promise.race([run.all(), stop.aborted]);
    const peak_mib = await kernel.peakMib();
    if (!options.kernel) await kernel.close();
    const seconds = secondsSince(startedAt);
    const ends_early = run.ends_early && { ends_early: run.ends_early };
    return { notebook: run.notebook(), cell_times: run.cell_times, ...ends_early, start_seconds, seconds, peak_mib };
  } catch (error) {
    await starting.then((kernel) => kernel.kill()).catch(() => {});
    if (options.signal?.aborted) throw stopped(); // Ctrl-C reaches the kernel too, whose cell then fails
    throw error;
  } finally {
    stop.dispose();
  }
}

class NotebookRun {
  readonly cell_times: CellTime[] = [];
  ends_early: string | undefined;
  private readonly outputs: OutputCollector;
  private readonly codeCells: readonly Cell[];

  constructor(
    private readonly name: string,
    private readonly source: Notebook,
    private readonly kernel: Kernel,
    private readonly options: RunOptions,
  ) {
    this.codeCells = source.cells.filter((cell) => cell.cell_type === "code");
    this.outputs = new OutputCollector(options.on_progress);
  }

  async all(): Promise<void> {
    for (const [i, cell] of this.codeCells.entries()) {
      this.options.on_cell?.({ cell: i + 1, cell_count: this.codeCells.length });
      const startedAt = performance.now();
      const status = await this.one(cell, i + 1);
      this.cell_times.push({ cell: i + 1, seconds: secondsSince(startedAt) });
      this.ends_early = status === "ok" ? undefined : this.endOf(i);
      if (this.ends_early) return;
      if (status !== "ok") this.fail(i);
      const lost = this.codeCells.slice(0, i + 1).findIndex(({ id }) => hasLostError(this.outputs.of(id)));
      if (lost >= 0) this.fail(lost);
    }
  }

  /** Why the chapter ends with this cell, when it says so itself. */
  private endOf(index: number): string | undefined {
    const { id, source } = this.codeCells[index]!;
    const [name, reason] = failureOf(source, this.outputs.of(id)).message.split(/: (.*)/s);
    return name === CHAPTER_ENDS ? reason : undefined;
  }

  private fail(index: number): never {
    const { id, source } = this.codeCells[index]!;
    throw new CellFailedError(this.name, index + 1, failureOf(source, this.outputs.of(id)), this.notebook());
  }

  /** The notebook with what its cells have put out so far; cells that did not run are empty. */
  notebook(): Notebook {
    let count = 0;
    const cells = this.source.cells.map((cell) => {
      if (cell.cell_type !== "code") return cell;
      const hasRun = ++count <= this.cell_times.length;
      return { ...cell, execution_count: hasRun ? count : null, outputs: hasRun ? this.outputs.of(cell.id) : [] };
    });
    return { ...this.source, cells };
  }

  private async one(cell: Cell, number: number): Promise<string> {
    const where = `${this.name}, cell ${number}`;
    const limit = this.options.cell_timeout_seconds ?? 900;
    const timer = timeLimit(limit, `${where}: took longer than its ${limit} s and was stopped`);
    const executing = this.kernel
      .execute(cell.source, (message) => this.outputs.take(cell.id, message))
      .catch((error: Error) => {
        const hint = "often memory was short: try fewer customers";
        throw new UnavailableError(`${where}: ${error.message}; ${hint}`, { cause: error });
      });
    executing.catch(() => {}); // nobody listens any more when the time was over first
    try {
      return await Promise.race([executing, timer.over]);
    } finally {
      timer.dispose();
    }
  }
}

function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1000;
}

function timeLimit(seconds: number, message: string) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnavailableError(message)), 1000 * seconds);
  });
  return { over, dispose: () => clearTimeout(timer) };
}

/** A promise that rejects when the signal aborts. */
function stopSignal(signal: AbortSignal | undefined) {
  let dispose = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(stopped());
    signal?.addEventListener("abort", onAbort);
    dispose = () => signal?.removeEventListener("abort", onAbort);
  });
  aborted.catch(() => {});
  return { aborted, dispose };
}

function stopped(): Error {
  return new DOMException("The notebook run was stopped", "AbortError");
}
