// The queries of one session on the Snowflake test server: one answer per request id, polling, and aborting.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, QueryBody, Refusal, ServerSession } from "./snowflake-server-database";
import type { RowSet } from "./snowflake-server-rows";

// Sent with every result: how the driver reads instants and times depends on them.
const PARAMETERS = [
  { name: "TIMEZONE", value: "UTC" },
  { name: "BINARY_OUTPUT_FORMAT", value: "HEX" },
  { name: "DATE_OUTPUT_FORMAT", value: "YYYY-MM-DD" },
  { name: "TIME_OUTPUT_FORMAT", value: "HH24:MI:SS" },
  { name: "TIMESTAMP_OUTPUT_FORMAT", value: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM" },
];

export class QueryDesk {
  private readonly answers = new Map<string, Promise<object>>();
  private readonly idOfRequest = new Map<string, string>();
  private readonly running = new Set<string>();
  private isClosed = false;

  /** @param share how a result is handed out, e.g. in several chunks */
  constructor(
    private readonly session: ServerSession,
    private readonly share: (result: RowSet) => object,
  ) {}

  /** Runs a query; a request id that comes again gets the same answer and runs nothing. */
  ask(requestId: string, body: QueryBody, slowAfterMs: number): Promise<object> {
    const id = this.idOfRequest.get(requestId) ?? randomUUID();
    if (!this.idOfRequest.has(requestId)) {
      this.idOfRequest.set(requestId, id);
      this.answers.set(id, this.run(id, body));
    }
    return this.result(id, slowAfterMs, "333334");
  }

  /** The answer if it comes soon, else the word to ask again. */
  async result(id: string, slowAfterMs: number, notYet = "333333"): Promise<object> {
    const answer = this.answers.get(id);
    if (!answer) return { success: false, code: "000709", message: "Statement not found", data: { queryId: id } };
    const later = {
      success: true,
      code: notYet,
      message: null,
      data: { queryId: id, getResultUrl: `/queries/${id}/result` },
    };
    return Promise.race([answer, sleep(slowAfterMs, later)]);
  }

  async abort(idOrRequest: string): Promise<object> {
    const id = this.idOfRequest.get(idOrRequest) ?? idOrRequest;
    while (this.running.has(id) && !this.isClosed) {
      this.session.interrupt();
      await sleep(20);
    }
    return { success: true, data: {} };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.session.interrupt();
    void Promise.allSettled(this.answers.values()).then(() => this.session.close());
  }

  private async run(id: string, body: QueryBody): Promise<object> {
    this.running.add(id);
    try {
      return this.envelope(id, await this.session.answer(body));
    } catch (error) {
      const { code, sqlState, message } = error as Refusal;
      return { success: false, code, message, data: { queryId: id, errorCode: code, sqlState, line: -1, pos: -1 } };
    } finally {
      this.running.delete(id);
    }
  }

  private envelope(queryId: string, answer: Answer): object {
    const common = { queryId, parameters: PARAMETERS, version: 1 };
    if ("results" in answer) {
      const ids = answer.results.map((result) => {
        const resultId = randomUUID();
        this.answers.set(resultId, Promise.resolve(this.envelope(resultId, result)));
        return resultId;
      });
      const resultTypes = ids.map(() => "4096").join(",");
      return { success: true, data: { ...common, resultIds: ids.join(","), resultTypes, rowtype: [], rowset: [] } };
    }
    if ("command" in answer) return { success: true, data: { ...common, ...answer } };
    const { length } = answer.rowset;
    return {
      success: true,
      data: { ...common, ...this.share(answer), total: length, returned: length, statementTypeId: 4096 },
    };
  }
}
