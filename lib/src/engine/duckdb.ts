// DuckDB, embedded. The file is held only while we work, so that several notebooks can be open at once.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { SqlError, UnavailableError } from "../core/errors";
import { sqlFolder } from "../sql/model";
import type { Statement } from "../sql/statement";
import { appendRows } from "./duckdb-load";
import { rowsOf } from "./duckdb-rows";
import type { Engine } from "./engine";

export interface DuckDbOptions {
  /** The database file, or ":memory:". */
  readonly file: string;
  /** How long to wait for another process that holds the file. */
  readonly wait_seconds?: number;
  /** How long to keep the file after the last statement. */
  readonly idle_seconds?: number;
  readonly memory_limit?: string;
}

interface Held {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

const preludeFile = join(sqlFolder, "00_platform/prelude.duckdb.sql");

/** Opens the embedded engine. The file is made, with its schemas and macros, on first use. */
export function openDuckDb(options: DuckDbOptions): Engine {
  return new DuckDbEngine(options);
}

class DuckDbEngine implements Engine {
  readonly name = "duckdb";
  private held: Held | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: DuckDbOptions) {}

  rows<Row>(statement: Statement): Promise<Row[]> {
    return this.work(statement, async (connection) => {
      const reader = await connection.runAndReadAll(statement.sql, [...(statement.binds ?? [])]);
      return rowsOf<Row>(reader);
    });
  }

  run(statement: Statement): Promise<void> {
    return this.work(statement, async (connection) => {
      if (statement.binds?.length) {
        await connection.run(statement.sql, [...statement.binds]);
        return;
      }
      await inTransaction(connection, () => connection.run(statement.sql));
    });
  }

  load(table: string, rows: readonly object[]): Promise<number> {
    const statement = { name: `load ${table}`, sql: "" };
    return this.work(statement, (connection) => inTransaction(connection, () => appendRows(connection, table, rows)));
  }

  async close(): Promise<void> {
    await this.queue.catch(() => {});
    this.closed = true;
    this.letGo();
  }

  /** Statements run one after another; each finds the file open, or opens it. */
  private work<T>(statement: Statement, job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.queue.then(async () => {
      if (this.closed) throw new UnavailableError(`${statement.name} needs an open engine; this one was closed`);
      clearTimeout(this.idleTimer);
      const { connection } = await this.hold();
      const stop = stopper(statement, connection);
      try {
        return await job(connection);
      } catch (error) {
        if (stop.reason) throw stop.reason;
        throw error instanceof UnavailableError ? error : new SqlError(statement.name, this.name, error as Error);
      } finally {
        stop.dispose();
        await this.restOrLetGo();
      }
    });
    this.queue = result.catch(() => {});
    return result;
  }

  private async hold(): Promise<Held> {
    if (this.held) return this.held;
    const { file, memory_limit = "2500MB", wait_seconds = 30 } = this.options;
    const instance = await openFile(file, memory_limit, wait_seconds);
    try {
      const connection = await instance.connect();
      await prepare(connection, file);
      this.held = { instance, connection };
      return this.held;
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  private async restOrLetGo(): Promise<void> {
    if (this.options.file === ":memory:") return;
    if (someoneWaits(this.options.file)) {
      this.letGo();
      await sleep(100);
      return;
    }
    this.idleTimer = setTimeout(() => this.letGo(), 1000 * (this.options.idle_seconds ?? 0.25));
    this.idleTimer.unref();
  }

  private letGo(): void {
    clearTimeout(this.idleTimer);
    this.held?.connection.closeSync();
    this.held?.instance.closeSync();
    this.held = undefined;
  }
}

async function openFile(file: string, memory_limit: string, wait_seconds: number): Promise<DuckDBInstance> {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const giveUpAt = Date.now() + 1000 * wait_seconds;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    try {
      const instance = await DuckDBInstance.create(file, { memory_limit });
      rmSync(waitingMark(file), { force: true });
      return instance;
    } catch (error) {
      const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec((error as Error).message);
      if (!holder)
        throw new UnavailableError(`${file} cannot be opened: ${(error as Error).message}`, { cause: error });
      if (Date.now() > giveUpAt) {
        throw new UnavailableError(
          `${file} is needed here, but process ${holder[2]} (${holder[1]}) has been working in it for ${wait_seconds} s; ` +
            "wait until it is done, or end it, and run this again",
          { cause: error },
        );
      }
      writeFileSync(waitingMark(file), "");
      await sleep(pause);
    }
  }
}

// A process that waits leaves a mark beside the file; whoever holds it lets go after its statement.
function waitingMark(file: string): string {
  return `${file}.waiting`;
}

function someoneWaits(file: string): boolean {
  const mark = waitingMark(file);
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < 2000;
}

/** Session settings each time; schemas and macros when the prelude in the file is not the one in sql/. */
async function prepare(connection: DuckDBConnection, file: string): Promise<void> {
  await connection.run("set default_null_order = 'nulls_last_on_asc_first_on_desc'");
  await connection.run("set timezone = 'UTC'");
  await connection.run("set preserve_insertion_order = false");
  if (file !== ":memory:") await connection.run(`set temp_directory = '${file.replaceAll("'", "''")}.tmp'`);
  const prelude = readFileSync(preludeFile, "utf8");
  const version = createHash("sha256").update(prelude).digest("hex").slice(0, 16);
  if ((await preludeVersion(connection)) === version) return;
  await inTransaction(connection, async () => {
    await connection.run(prelude);
    await connection.run(`create or replace macro observability.prelude_version() as '${version}'`);
  });
}

async function preludeVersion(connection: DuckDBConnection): Promise<unknown> {
  const answer = await connection.runAndReadAll("select observability.prelude_version()").catch(() => undefined);
  return answer?.getRows()[0]?.[0];
}

async function inTransaction<T>(connection: DuckDBConnection, job: () => Promise<T>): Promise<T> {
  await connection.run("begin");
  try {
    const result = await job();
    await connection.run("commit");
    return result;
  } catch (error) {
    await connection.run("rollback").catch(() => {});
    throw error;
  }
}

/** Interrupts the connection when the statement's signal aborts or its time is over. */
function stopper(statement: Statement, connection: DuckDBConnection) {
  const state: { reason?: Error; dispose(): void } = { dispose: () => {} };
  const stop = (reason: Error) => {
    state.reason = reason;
    connection.interrupt();
  };
  const abort = () => stop(new DOMException(`${statement.name} was cancelled`, "AbortError"));
  const seconds = statement.timeout_seconds;
  const timer =
    seconds === undefined
      ? undefined
      : setTimeout(
          () => stop(new UnavailableError(`${statement.name} took longer than its ${seconds} s and was stopped`)),
          1000 * seconds,
        );
  statement.signal?.addEventListener("abort", abort);
  if (statement.signal?.aborted) abort();
  state.dispose = () => {
    clearTimeout(timer);
    statement.signal?.removeEventListener("abort", abort);
  };
  return state;
}
