// One session with Snowflake: signing in, running a statement, stopping it, and noticing that nobody answers.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOptions, FileAndStageBindStatement, RowStatement } from "snowflake-sdk";
import type { Bind } from "../sql/statement";
import { type SnowflakeConnection, snowflakeDriver } from "./snowflake-driver";
import { isBrokenOff, isUnreachable, UnreachableError } from "./snowflake-errors";
import { rowOptions } from "./snowflake-rows";
import type { StopWatch } from "./stop";

type DriverStatement = RowStatement | FileAndStageBindStatement;

export interface SessionSettings {
  readonly connection: ConnectionOptions;
  /** How long signing in may take. */
  readonly sign_in_seconds: number;
  /** How often to ask for a sign of life while a statement runs; three without an answer end the waiting. */
  readonly pulse_seconds: number;
}

/** One request to run; `parameters` hold for this statement only. */
export interface Request {
  readonly sqlText: string;
  readonly binds?: Bind[];
  readonly parameters?: Record<string, string | number>;
}

// Results must not depend on an account's defaults.
const SESSION = `alter session set TIMEZONE = 'UTC' TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP_NTZ' WEEK_START = 1
  TIME_OUTPUT_FORMAT = 'HH24:MI:SS' STRICT_JSON_OUTPUT = TRUE`;

export class SnowflakeSession {
  private constructor(
    private readonly connection: SnowflakeConnection,
    private readonly pulseSeconds: number,
  ) {}

  /** Signs in. The watch can stop it; the driver's own errors come through as they are. */
  static async open(settings: SessionSettings, watch: StopWatch): Promise<SnowflakeSession> {
    const driver = await snowflakeDriver();
    const connection = driver.createConnection({ ...settings.connection }) as SnowflakeConnection; // it changes its options
    const connected = new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const late = new AbortController();
    const tooLate = sleep(1000 * settings.sign_in_seconds, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new UnreachableError(`no answer in ${settings.sign_in_seconds} s`);
    });
    try {
      await Promise.race([connected, tooLate, watch.stopped]);
    } finally {
      tooLate.catch(() => {});
      late.abort();
    }
    const session = new SnowflakeSession(connection, settings.pulse_seconds);
    await session.execute({ sqlText: SESSION }, watch);
    return session;
  }

  /**
   * Runs a statement, or each of a request's statements, and answers the last one. When an answer breaks off, which
   * the driver does not mend, it is asked for again under the same request id: the server runs nothing twice.
   */
  async execute(request: Request, watch: StopWatch): Promise<DriverStatement> {
    const requestId = randomUUID();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.ask({ ...request, requestId }, watch);
      } catch (error) {
        if (!isBrokenOff(error) || attempt === 3 || watch.reason) throw error;
        await sleep(200 * attempt);
      }
    }
  }

  private async ask(request: Request & { readonly requestId: string }, watch: StopWatch): Promise<DriverStatement> {
    watch.check();
    let statement: DriverStatement | undefined;
    const finished = new Promise<DriverStatement>((resolve, reject) => {
      const complete = (error: Error | undefined, done: DriverStatement) => {
        if (error) return reject(error);
        if ("hasNext" in done && done.hasNext()) return done.NextResult(); // calls us again
        resolve(done);
      };
      const options = { ...request, ...rowOptions, fetchAsString: [...rowOptions.fetchAsString], complete };
      statement = this.connection.execute(options);
    });
    const pulse = this.pulse();
    try {
      return await Promise.race([finished, pulse.lost, watch.stopped]);
    } catch (error) {
      finished.catch(() => {});
      if (error === watch.reason && statement) await this.cancel(statement, finished);
      throw error;
    } finally {
      pulse.end();
    }
  }

  /** Ends the session as far as possible, without waiting long for a server that may be gone. */
  async close(): Promise<void> {
    const destroyed = new Promise<void>((resolve) => this.connection.destroy(() => resolve()));
    await Promise.race([destroyed, sleep(3000, undefined, { ref: false })]);
  }

  /** Asks again until the statement has ended: a request to cancel may arrive before the statement does. */
  private async cancel(statement: DriverStatement, finished: Promise<unknown>): Promise<void> {
    const ended = finished.then(
      () => true,
      () => true,
    );
    for (let attempt = 0; attempt < 5; attempt++) {
      statement.cancel(() => {});
      if (await Promise.race([ended, sleep(1000, false)])) return;
    }
    throw new UnreachableError("a cancelled statement did not end");
  }

  /** The driver retries for minutes when the network is gone; heartbeats, which it does not retry, tell us sooner. */
  private pulse(): { readonly lost: Promise<never>; end(): void } {
    let misses = 0;
    let answered = true;
    let lose: (error: Error) => void = () => {};
    const lost = new Promise<never>((_resolve, reject) => {
      lose = reject;
    });
    lost.catch(() => {});
    const timer = setInterval(() => {
      misses = answered ? 0 : misses + 1;
      if (misses >= 3) lose(new UnreachableError("three heartbeats in a row had no answer"));
      answered = false;
      this.connection.heartbeat((error) => {
        if (!error || !isUnreachable(error)) answered = true; // a refusal is an answer too
      });
    }, 1000 * this.pulseSeconds);
    return { lost, end: () => clearInterval(timer) };
  }
}
