// A Snowflake for tests: an HTTP server on loopback that speaks the driver's protocol and answers from DuckDB.
//
// Real here: the driver, its HTTP traffic, its sign-in bodies and key-pair tokens, its renewal of sessions, its polling,
// its retries, its file transfer, its decoding of results. Doubled: everything behind the wire. SQL is DuckDB's, so a
// test says nothing about what Snowflake's parser takes; a few forms that DuckDB does not speak (functions in `$$`,
// transient tables, stages, REMOVE, three forms of COPY) are put into its words. What is known of Snowflake from its
// documentation is imitated and no more: that a definition commits, and codes and texts of errors. Absent are roles,
// warehouses, Arrow results, cloud stages (PUT goes to a local folder), the memory of COPY
// for files it has loaded, and locks: where Snowflake lets a second writer wait, DuckDB refuses it.
import { createHash, createPublicKey, type KeyObject, randomUUID, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { ChunkShelf } from "./snowflake-server-chunks";
import { type QueryBody, ServerDatabase } from "./snowflake-server-database";
import { QueryDesk } from "./snowflake-server-queries";

/** What to do to a request instead of, or after, answering it. */
export type Fault =
  | "cut the answer"
  | "drop the connection"
  | "expire the session"
  | "end the session"
  | "answer 503"
  | "say nothing";

interface Message {
  readonly data?: Record<string, string | undefined>;
  readonly sqlText?: string;
  readonly requestId?: string;
}

export class SnowflakeServer {
  readonly token = `pat-${randomUUID()}`;
  /** Everything the driver asked for, as "METHOD path" or the SQL text. */
  readonly log: string[] = [];
  readonly queries: QueryBody[] = [];
  readonly signIns: Record<string, unknown>[] = [];
  publicKey: KeyObject | undefined;
  readonly chunks = new ChunkShelf();
  /** Answers "still running" after so long, as the real server does after 45 s. */
  slowAfterMs = 200;
  private readonly faults: { readonly what: Fault; readonly on: RegExp; left: number }[] = [];
  private readonly sessions = new Map<string, QueryDesk>();
  private readonly http = createServer((request, response) => void this.serve(request, response));

  private constructor(readonly database: ServerDatabase) {}

  static async start(): Promise<SnowflakeServer> {
    const server = new SnowflakeServer(await ServerDatabase.open());
    await once(server.http.listen(0, "127.0.0.1"), "listening");
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** The settings that lead here. */
  get environment(): Record<string, string> {
    return { SNOWFLAKE_ACCOUNT: "test", SNOWFLAKE_ACCESS_URL: this.url, SNOWFLAKE_TOKEN: this.token };
  }

  /** Does something to the next requests whose path or SQL matches. */
  fault(what: Fault, on: RegExp, times = 1): void {
    this.faults.push({ what, on, left: times });
  }

  async stop(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    for (const desk of new Set(this.sessions.values())) desk.close();
    this.database.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const raw = Buffer.concat(parts);
    const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw).toString();
    const message = (text ? JSON.parse(text) : {}) as Message;
    const url = new URL(request.url ?? "/", this.url);
    const what = message.sqlText ?? `${request.method} ${url.pathname}`;
    this.log.push(what);
    const fault = this.faults.find(({ on, left }) => left > 0 && on.test(what));
    if (fault) fault.left--;
    if (fault?.what === "say nothing") return;
    if (fault?.what === "drop the connection") return void request.socket.destroy();
    if (fault?.what === "answer 503") return void response.writeHead(503).end();
    if (url.pathname.startsWith("/chunks/")) return this.serveChunk(url.pathname, request, response);
    const token = /Token="(.+)"/.exec(request.headers.authorization ?? "")?.[1];
    if (fault?.what === "end the session" && token) this.forget(token);
    const isExpired = fault?.what === "expire the session";
    const body = isExpired ? failure("390112", "Session token has expired.") : await this.route(url, message, token);
    const answer = JSON.stringify(body);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
    if (fault?.what !== "cut the answer") return void response.end(answer);
    response.write(answer.slice(0, answer.length / 2), () => request.socket.destroy());
  }

  private serveChunk(path: string, request: IncomingMessage, response: ServerResponse): void {
    const chunk = this.chunks.fetch(path, request.headers);
    if (chunk)
      response.writeHead(200, { "content-type": "binary/octet-stream", "content-encoding": "gzip" }).end(chunk);
    else response.writeHead(404).end();
  }

  private async route(url: URL, message: Message, token = ""): Promise<object> {
    if (url.pathname === "/session/v1/login-request") return this.signIn(message);
    if (url.pathname === "/telemetry/send") return { success: true };
    const desk = this.sessions.get(token);
    if (!desk) return failure("390111", "Session no longer exists. New login required to access the service.");
    if (url.pathname === "/session/token-request") return this.renew(desk);
    if (url.pathname === "/session/heartbeat") return { success: true };
    if (url.pathname === "/session") this.forget(token);
    if (url.pathname === "/queries/v1/query-request") {
      const body = message as unknown as QueryBody;
      this.queries.push(body);
      return desk.ask(url.searchParams.get("requestId")!, body, this.slowAfterMs);
    }
    const abort = /^\/queries\/(.+)\/abort-request$/.exec(url.pathname)?.[1];
    if (abort) return desk.abort(abort === "v1" ? message.requestId! : abort);
    const result = /^\/queries\/(.+)\/result$/.exec(url.pathname)?.[1];
    if (result) return desk.result(result, this.slowAfterMs);
    return { success: true };
  }

  private async signIn({ data = {} }: Message): Promise<object> {
    this.signIns.push(data);
    const isWelcome = data.AUTHENTICATOR === "SNOWFLAKE_JWT" ? this.knowsKey(data.TOKEN) : data.TOKEN === this.token;
    if (!isWelcome) {
      const isKey = data.AUTHENTICATOR === "SNOWFLAKE_JWT";
      return failure(
        isKey ? "390144" : "394400",
        isKey ? "JWT token is invalid." : "Programmatic access token is invalid.",
      );
    }
    const desk = new QueryDesk(await this.database.session(), (result) => this.chunks.answer(result, this.url));
    const tokens = this.admit(desk);
    return { success: true, data: { ...tokens, sessionId: this.signIns.length, parameters: [] } };
  }

  private admit(desk: QueryDesk): { token: string; masterToken: string } {
    const tokens = { token: `session-${randomUUID()}`, masterToken: `master-${randomUUID()}` };
    this.sessions.set(tokens.token, desk);
    this.sessions.set(tokens.masterToken, desk);
    return { ...tokens, ...{ validityInSeconds: 3600, masterValidityInSeconds: 14400 } };
  }

  private renew(desk: QueryDesk): object {
    const { token, masterToken } = this.admit(desk);
    const validity = { validityInSecondsST: 3600, validityInSecondsMT: 14400 };
    return { success: true, data: { sessionToken: token, masterToken, ...validity } };
  }

  private forget(token: string): void {
    const desk = this.sessions.get(token);
    for (const [key, value] of this.sessions) if (value === desk) this.sessions.delete(key);
    desk?.close();
  }

  private knowsKey(jwt = ""): boolean {
    const [head = "", payload = "", signature = ""] = jwt.split(".");
    if (!this.publicKey) return false;
    const fingerprint = createHash("sha256")
      .update(
        createPublicKey(this.publicKey.export({ type: "spki", format: "pem" })).export({ type: "spki", format: "der" }),
      )
      .digest("base64");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { iss: string };
    const isSigned = verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${payload}`),
      this.publicKey,
      Buffer.from(signature, "base64url"),
    );
    return isSigned && claims.iss.endsWith(`SHA256:${fingerprint}`);
  }
}

function failure(code: string, message: string): object {
  return { success: false, code, message, data: null };
}
