// One database file of this process, held only while something works in it.
import { existsSync, realpathSync } from "node:fs";
import { totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { makeFolder } from "../core/make-folder";
import { openWhenFree, someoneWaits, stepAside } from "./duckdb-lock";
import { prepare } from "./duckdb-prepare";

export interface DuckDbOptions {
  /** The database file, or ":memory:". */
  readonly file: string;
  /** How long to wait for another process that holds the file; 30. */
  readonly wait_seconds?: number;
  /**
   * How long to keep the file after the last statement, when nobody waits for it and this process is idle, too; 1. At 0
   * it goes at once.
   */
  readonly idle_seconds?: number;
  /** Memory for one database, e.g. "2GB"; 2.5 GB, or half of the machine's if that is less. What exceeds it spills to disk. */
  readonly memory_limit?: string;
}

/** How often an idle file is asked whether somebody waits for it. */
const LOOK_MS = 250;

/** A timer is late from so many milliseconds on. */
const LATE_MS = 50;

/** How many repeated queries run at once, each on a connection of its own. */
const MOST_SIDE_BY_SIDE = 4;

/**
 * A database file with its queue: statements run one after another, whichever engine they come from; repeated queries
 * that follow each other run side by side.
 *
 * DuckDB's lock is between processes only. Two instances on one file in one process would each believe to be alone and
 * overwrite one another, and reading the file's bytes here would drop the lock: hence one `DuckDbFile` per real path.
 */
export class DuckDbFile {
  private held: { readonly instance: DuckDBInstance; readonly connections: DuckDBConnection[] } | undefined;
  /** Connections that nobody works on. */
  private free: DuckDBConnection[] = [];
  private idleTimer: NodeJS.Timeout | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  /** Jobs that have begun, until what follows on the last of them is done, too. */
  private readonly running = new Set<Promise<unknown>>();
  /** How many of them still work in the file: of several that end at one moment, the last lets it go. */
  private working = 0;
  private users = 0;

  private constructor(private readonly path: string) {}

  /** The one object for a path in this process; every in-memory database is its own. */
  static at(file: string): DuckDbFile {
    if (file === ":memory:") return new DuckDbFile(file);
    const path = realPath(file);
    const known = files.get(path) ?? new DuckDbFile(path);
    files.set(path, known);
    return known;
  }

  join(): void {
    this.users++;
  }

  /** Waits for what is queued; the last to leave closes the file. */
  async leave(): Promise<void> {
    await this.queue;
    await Promise.allSettled(this.running);
    this.users--;
    if (this.users > 0) return;
    this.letGo();
    if (files.get(this.path) === this) files.delete(this.path);
  }

  /**
   * Runs a job when it is its turn, with the file held. A job that is not alone lets the next one of its kind begin
   * before it has ended. `check` throws when the job is no longer wanted.
   */
  work<T>(
    options: DuckDbOptions,
    check: () => void,
    job: (connection: DuckDBConnection) => Promise<T>,
    is_alone = true,
  ): Promise<T> {
    const turn = this.queue.then(async () => {
      while (this.running.size >= (is_alone || !this.isShared() ? 1 : MOST_SIDE_BY_SIDE)) {
        await Promise.race(this.running).catch(() => {});
      }
      this.working++;
      const connected = this.connect(options, check);
      const done = connected
        .then((connection) => job(connection).finally(() => this.free.push(connection)))
        .finally(() => (--this.working === 0 && this.held ? this.restOrLetGo(options) : undefined));
      this.running.add(done);
      const left = () => this.running.delete(done);
      done.then(left, left);
      await (is_alone ? done : connected).catch(() => {});
      return { done };
    });
    this.queue = turn;
    return turn.then(({ done }) => done);
  }

  /** Whether jobs may overlap: not while the file has to be opened or somebody else is waiting for it. */
  private isShared(): boolean {
    return this.held !== undefined && this.isThere() && !someoneWaits(this.path);
  }

  private isThere(): boolean {
    return this.path === ":memory:" || existsSync(this.path);
  }

  /** A connection that nobody works on; opens the file if it is not held. */
  private async connect(options: DuckDbOptions, check: () => void): Promise<DuckDBConnection> {
    clearTimeout(this.idleTimer);
    check();
    if (!this.isThere() && this.working === 1) this.letGo(); // somebody has removed the file
    this.held ??= await this.open(options, check);
    const known = this.free.pop();
    if (known) return known;
    const { instance, connections } = this.held;
    const connection = await instance.connect();
    try {
      await prepare(connection);
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    connections.push(connection);
    return connection;
  }

  private async open({ wait_seconds = 30, memory_limit = defaultMemory() }: DuckDbOptions, check: () => void) {
    const instance = await openWhenFree(this.path, { memory_limit, wait_seconds, check });
    return { instance, connections: [] };
  }

  private async restOrLetGo({ idle_seconds = 1 }: DuckDbOptions): Promise<void> {
    if (this.path === ":memory:") return;
    const isWanted = someoneWaits(this.path);
    if (isWanted || idle_seconds === 0) this.letGo();
    else this.letGoAfter(1000 * idle_seconds);
    if (isWanted) await stepAside(this.path);
  }

  /**
   * Lets go when somebody waits, or after a pause. A timer that comes late was held up by work of this process, which may
   * ask again at once: then the pause begins anew.
   */
  private letGoAfter(pause_ms: number, isOverAt = performance.now() + pause_ms): void {
    const due = Math.min(isOverAt, performance.now() + LOOK_MS);
    this.idleTimer = setTimeout(() => {
      const isLate = performance.now() > due + LATE_MS;
      if (someoneWaits(this.path) || (due === isOverAt && !isLate)) this.letGo();
      else this.letGoAfter(pause_ms, isLate ? undefined : isOverAt);
    }, due - performance.now());
    this.idleTimer.unref();
  }

  private letGo(): void {
    clearTimeout(this.idleTimer);
    for (const connection of this.held?.connections ?? []) connection.closeSync();
    this.held?.instance.closeSync();
    this.held = undefined;
    this.free = [];
  }
}

// Kept on the process, not on the module: a notebook may have loaded this library more than once.
const registry = globalThis as { [key: symbol]: Map<string, DuckDbFile> | undefined };
const key = Symbol.for("customer-360.duckdb-files");
const files = registry[key] ?? new Map<string, DuckDbFile>();
registry[key] = files;

function realPath(file: string): string {
  const path = resolve(file);
  if (existsSync(path)) return realpathSync(path);
  try {
    makeFolder(dirname(path));
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path; // told when the file is needed
  }
}

function defaultMemory(): string {
  return `${Math.min(2500, Math.floor(totalmem() / 2e6))}MB`;
}
