// Snowflake: the same SQL files and the same notebooks, where a bank's real volume is.
import type { RowStatement } from "snowflake-sdk";
import type { Columns } from "../core/columns";
import { InvalidInputError, UnavailableError } from "../core/errors";
import { statementCount } from "../sql/script";
import type { Statement } from "../sql/statement";
import type { Engine } from "./engine";
import { isSessionGone, isUnreachable, signInError, statementError } from "./snowflake-errors";
import { copyRows } from "./snowflake-load";
import { columnsOf, rowsOf } from "./snowflake-rows";
import { SnowflakeSession } from "./snowflake-session";
import { type SnowflakeSettings, snowflakeSettings } from "./snowflake-settings";
import { type StopWatch, watchStop } from "./stop";
import { bindsOf } from "./values";

export interface SnowflakeOptions {
  /** Where the settings come from; the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How often a sign-in is tried again when the network fails; 3. */
  readonly sign_in_retries?: number;
  /** How long signing in may take; 60, or 180 through a browser. */
  readonly sign_in_seconds?: number;
  /** Seconds between signs of life while a statement runs; 15. Three missed end the waiting. */
  readonly pulse_seconds?: number;
}

/**
 * Opens Snowflake. Signs in with the first statement and again, once, when the session has expired. Statements of one
 * engine run one after another in one session, tagged `app=c360`.
 *
 * A script of several statements runs in one transaction; a DDL statement in it commits, as everywhere on Snowflake.
 *
 * @throws InvalidInputError when the settings lack something
 */
export function openSnowflake(options: SnowflakeOptions = {}): Engine {
  return new SnowflakeEngine(snowflakeSettings(options.env), options);
}

class SnowflakeEngine implements Engine {
  readonly name = "snowflake";
  private session: SnowflakeSession | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly settings: SnowflakeSettings,
    private readonly options: SnowflakeOptions,
  ) {}

  rows<Row>(statement: Statement): Promise<Row[]> {
    return this.answer(statement, rowsOf<Row>);
  }

  columns(statement: Statement): Promise<Columns> {
    return this.answer(statement, columnsOf);
  }

  private answer<T>(statement: Statement, read: (answered: RowStatement, check: () => void) => Promise<T>): Promise<T> {
    return this.work(statement, async (session, watch) => {
      const request = { sqlText: statement.sql, binds: bindsOf(statement), parameters: parametersOf(statement) };
      return read(await session.execute(request, watch), watch.check);
    });
  }

  run(statement: Statement): Promise<void> {
    return this.work(statement, async (session, watch) => {
      const parameters = parametersOf(statement);
      const request = { sqlText: statement.sql, binds: bindsOf(statement), parameters };
      if (statementCount(statement.sql) <= 1) {
        await session.execute(request, watch);
        return;
      }
      await session.execute({ sqlText: "begin" }, watch);
      try {
        await session.execute({ ...request, parameters: { ...parameters, MULTI_STATEMENT_COUNT: 0 } }, watch);
        await session.execute({ sqlText: "commit" }, watch);
      } catch (error) {
        await this.rollBack(session, error);
        throw error;
      }
    });
  }

  load(table: string, rows: readonly object[]): Promise<number> {
    return this.work({ name: `load ${table}`, sql: "" }, (session, watch) => copyRows(session, watch, table, rows));
  }

  close(): Promise<void> {
    this.closing ??= this.queue.then(() => this.drop());
    return this.closing;
  }

  private work<T>(statement: Statement, job: (session: SnowflakeSession, watch: StopWatch) => Promise<T>): Promise<T> {
    if (this.closing) {
      return Promise.reject(new UnavailableError(`${statement.name} needs an open engine; this one was closed`));
    }
    const result = this.queue.then(async () => {
      const watch = watchStop(statement, () => {});
      try {
        watch.check();
        return await this.attempt(statement, watch, job);
      } finally {
        watch.end();
      }
    });
    this.queue = result.catch(() => {});
    return result;
  }

  private async attempt<T>(
    statement: Statement,
    watch: StopWatch,
    job: (session: SnowflakeSession, watch: StopWatch) => Promise<T>,
    isSecond = false,
  ): Promise<T> {
    this.session ??= await this.signIn(watch);
    try {
      return await job(this.session, watch);
    } catch (error) {
      if (error === watch.reason || error instanceof InvalidInputError) throw error;
      const isLost = isSessionGone(error) || isUnreachable(error);
      if (isLost) await this.drop();
      if (watch.reason) throw watch.reason;
      if (isSessionGone(error) && !isSecond) return this.attempt(statement, watch, job, true);
      throw statementError(statement, error, this.host, this.settings.secrets);
    }
  }

  private async signIn(watch: StopWatch): Promise<SnowflakeSession> {
    const { sign_in_retries = 3, sign_in_seconds = this.isBrowser ? 180 : 60, pulse_seconds = 15 } = this.options;
    const connection = {
      ...this.settings.connection,
      application: "c360",
      queryTag: "app=c360",
      representNullAsStringNull: false,
      sfRetryMaxLoginRetries: sign_in_retries,
    };
    try {
      return await SnowflakeSession.open({ connection, sign_in_seconds, pulse_seconds }, watch);
    } catch (error) {
      if (error === watch.reason) throw error;
      throw signInError(error, this.host, this.settings.secrets);
    }
  }

  /** The session is given up when its transaction cannot be: the server then rolls back. */
  private async rollBack(session: SnowflakeSession, why: unknown): Promise<void> {
    if (isSessionGone(why) || isUnreachable(why)) return;
    const watch = watchStop({ name: "rollback", sql: "rollback", timeout_seconds: 30 }, () => {});
    await session.execute({ sqlText: "rollback" }, watch).catch(() => this.drop());
    watch.end();
  }

  private async drop(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.close();
  }

  private get isBrowser(): boolean {
    return this.settings.connection.authenticator === "EXTERNALBROWSER";
  }

  private get host(): string {
    const { accessUrl, host, account } = this.settings.connection;
    return accessUrl ?? host ?? String(account);
  }
}

function parametersOf({ timeout_seconds }: Statement): Record<string, number> {
  return timeout_seconds === undefined ? {} : { STATEMENT_TIMEOUT_IN_SECONDS: Math.max(1, Math.ceil(timeout_seconds)) };
}
