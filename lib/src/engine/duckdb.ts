// DuckDB, embedded: the engine that needs no account and no network.
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import type { Columns } from "../core/columns";
import { InvalidInputError, SqlError, UnavailableError } from "../core/errors";
import type { Statement } from "../sql/statement";
import { DuckDbFile, type DuckDbOptions } from "./duckdb-file";
import { appendRows } from "./duckdb-load";
import { inTransaction } from "./duckdb-prepare";
import { runRepeated } from "./duckdb-repeated";
import { columnsOf, rowsOf } from "./duckdb-rows";
import type { Engine } from "./engine";
import { type StopWatch, watchStop } from "./stop";
import { bindsOf } from "./values";

export type { DuckDbOptions } from "./duckdb-file";

/**
 * Opens the embedded engine. The file is made, with its schemas and macros, on first use. It is held only while
 * statements run, so several notebooks, and several engines in one process, can be open on it at once.
 */
export function openDuckDb(options: DuckDbOptions): Engine {
  return new DuckDbEngine(options);
}

class DuckDbEngine implements Engine {
  readonly name = "duckdb";
  private readonly file: DuckDbFile;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: DuckDbOptions) {
    this.file = DuckDbFile.at(options.file);
    this.file.join();
  }

  rows<Row>(statement: Statement): Promise<Row[]> {
    return this.answer(statement, (result) => rowsOf<Row>(result));
  }

  columns(statement: Statement): Promise<Columns> {
    return this.answer(statement, columnsOf);
  }

  run(statement: Statement): Promise<void> {
    return this.work(statement, (connection, watch) =>
      inTransaction(connection, async () => {
        await connection.run(statement.sql, bindsOf(statement));
        watch.check();
      }),
    );
  }

  load(table: string, rows: readonly object[]): Promise<number> {
    return this.work({ name: `load ${table}`, sql: "" }, (connection) =>
      inTransaction(connection, () => appendRows(connection, table, rows)),
    );
  }

  close(): Promise<void> {
    this.closing ??= this.file.leave();
    return this.closing;
  }

  private answer<T>(statement: Statement, read: (result: DuckDBResult) => Promise<T>): Promise<T> {
    return this.work(statement, async (connection, watch) => {
      const { sql, is_repeated } = statement;
      const binds = bindsOf(statement);
      const result = await (is_repeated ? runRepeated(connection, sql, binds) : connection.run(sql, binds));
      watch.check();
      return read(result);
    });
  }

  private async work<T>(
    statement: Statement,
    job: (connection: DuckDBConnection, watch: StopWatch) => Promise<T>,
  ): Promise<T> {
    if (this.closing) throw new UnavailableError(`${statement.name} needs an open engine; this one was closed`);
    const checkAborted = () => {
      if (statement.signal?.aborted) throw new DOMException(`${statement.name} was cancelled`, "AbortError");
    };
    const options = statement.ends_writing ? { ...this.options, idle_seconds: 0 } : this.options;
    const answer = async (connection: DuckDBConnection) => {
      let pressing: NodeJS.Timeout | undefined;
      // an interrupt between two steps is lost, so it is repeated until the statement has ended
      const watch = watchStop(statement, () => {
        connection.interrupt();
        pressing = setInterval(() => connection.interrupt(), 20);
      });
      try {
        watch.check();
        return await job(connection, watch);
      } catch (error) {
        if (watch.reason) throw watch.reason;
        if (error instanceof InvalidInputError || error instanceof UnavailableError) throw error;
        throw new SqlError(statement.name, this.name, error as Error);
      } finally {
        clearInterval(pressing);
        watch.end();
      }
    };
    return this.file.work(options, checkAborted, answer, !statement.is_repeated);
  }
}
