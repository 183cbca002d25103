// Proven files that go into the table together: one statement over several files keeps every core busy.
import type { Engine } from "../engine/engine";
import { type Arrival, acceptFile, acceptProvenFiles } from "./accept-file";
import { loadedFiles } from "./ledger";
import type { StagedFile } from "./staged-file";

/** A file on its way in, and what was found out about it. */
export interface ReadyFile {
  readonly arrival: Arrival;
  readonly staged: StagedFile;
}

const TOGETHER = 6;

/** Files wait here until there are enough of them, or somebody needs to see their rows. */
export class WaitingFiles {
  private files: ReadyFile[] = [];

  constructor(private readonly engine: Engine) {}

  /** Whether a file can wait: proven, read in place, not in the ledger yet, and its span meets no other's here. */
  canTake({ arrival, staged }: ReadyFile): boolean {
    return !arrival.is_known && staged.in_place !== undefined && this.isApart(staged);
  }

  /** Whether the days of a proven file meet those of no file that waits. */
  isApart({ proven }: StagedFile): boolean {
    return proven !== undefined && this.files.every(({ staged }) => isApart(staged.proven, proven));
  }

  async take(file: ReadyFile): Promise<void> {
    this.files.push(file);
    if (this.files.length === TOGETHER) await this.letIn();
  }

  /** Loads all that wait, in one transaction. */
  async letIn(): Promise<void> {
    const files = this.files;
    this.files = [];
    if (files.length === 0) return;
    try {
      await acceptProvenFiles(this.engine, files);
    } catch (error) {
      files[0]!.arrival.signal?.throwIfAborted();
      if (files.length === 1) return passIfThere(this.engine, files[0]!, error);
      // another notebook has loaded one of them meanwhile, or one cannot be read: each by itself shows which
      for (const file of files) await acceptUnlessThere(this.engine, file);
    }
  }
}

/** Loads one file; does nothing when another notebook has loaded the same bytes while this one looked at it. */
export async function acceptUnlessThere(engine: Engine, file: ReadyFile): Promise<void> {
  try {
    await acceptFile(engine, file.arrival, file.staged);
  } catch (error) {
    await passIfThere(engine, file, error);
  }
}

/** The ledger's key lets a file in once; that it is there is what was wanted. */
async function passIfThere(engine: Engine, { arrival }: ReadyFile, error: unknown): Promise<void> {
  const now = (await loadedFiles(engine)).find((line) => line.source_file === arrival.source_file);
  if (arrival.is_known || now?.sha256 !== arrival.facts.sha256) throw error;
}

/** Whether two spans of time have no moment in common; false when one of them is not known. */
export function isApart(one: StagedFile["proven"], other: StagedFile["proven"]): boolean {
  if (!one?.first_at || !one.last_at || !other?.first_at || !other.last_at) return false;
  return one.last_at < other.first_at || other.last_at < one.first_at;
}
