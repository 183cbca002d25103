// Snowflake when things go wrong: refused sign-ins, expired sessions, slow answers, dropped connections; and no secrets.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SqlError, UnavailableError } from "../../lib/src/core/errors";
import type { Engine } from "../../lib/src/engine/engine";
import { openSnowflake, type SnowflakeOptions } from "../../lib/src/engine/snowflake";
import { endless } from "./contract";
import { SnowflakeServer } from "./snowflake-server";

const passphrase = "open sesame 4711";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const lockedPem = keys.privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
  .toString();
const wrongPem = otherKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

let server: SnowflakeServer;
let folder: string;
let engines: Engine[] = [];
beforeEach(async () => {
  server = await SnowflakeServer.start();
  server.publicKey = keys.publicKey;
  folder = mkdtempSync(join(tmpdir(), "c360-snowflake-"));
});
afterEach(async () => {
  await Promise.all(engines.map((db) => db.close()));
  engines = [];
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function open(env: Record<string, string> = {}, options: SnowflakeOptions = {}): Engine {
  const target = { SNOWFLAKE_ACCOUNT: "test", SNOWFLAKE_ACCESS_URL: server.url };
  const signIn = Object.keys(env).length > 0 ? env : { SNOWFLAKE_TOKEN: server.token };
  const db = openSnowflake({ sign_in_retries: 0, env: { ...target, ...signIn }, ...options });
  engines.push(db);
  return db;
}

const refusal = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail("was not refused"),
    (error: Error) => error,
  );
const one = (db: Engine) => db.rows({ name: "one", sql: "select 1 as n" });

function keyFile(pem: string): string {
  const file = join(folder, "key.p8");
  writeFileSync(file, pem, { mode: 0o600 });
  return file;
}

describe("signing in", () => {
  it("opens with a key pair, the key locked by a passphrase", async () => {
    const db = open({
      SNOWFLAKE_USER: "svc",
      SNOWFLAKE_PRIVATE_KEY_PATH: keyFile(lockedPem),
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: passphrase,
    });
    expect(await one(db)).toEqual([{ n: 1 }]);
    expect(server.signIns[0]).toMatchObject({ AUTHENTICATOR: "SNOWFLAKE_JWT", LOGIN_NAME: "svc" });
  });

  it("opens with a token from a file, and tags its queries", async () => {
    const file = join(folder, "token");
    writeFileSync(file, `${server.token}\n`, { mode: 0o600 });
    expect(await one(open({ SNOWFLAKE_TOKEN_FILE_PATH: file }))).toEqual([{ n: 1 }]);
    expect(server.signIns[0]).toMatchObject({
      AUTHENTICATOR: "PROGRAMMATIC_ACCESS_TOKEN",
      SESSION_PARAMETERS: { QUERY_TAG: "app=c360" },
    });
    expect(server.queries[0]!.sqlText).toMatch(/^alter session set TIMEZONE = 'UTC'/);
    expect(server.queries.at(-1)!.parameters).toMatchObject({ QUERY_TAG: "app=c360" });
  });

  it.each([
    ["a wrong token", () => ({ SNOWFLAKE_TOKEN: "not-the-token-8231" }), /Programmatic access token is invalid/],
    [
      "a wrong key",
      () => ({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY_PATH: keyFile(wrongPem) }),
      /JWT token is invalid/,
    ],
  ])("%s is refused in one line that says what to check", async (_what, env, reason) => {
    const error = await refusal(one(open(env())));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(/^Snowflake at http:\S+ refused the sign-in: [^\n]+; check the account, the user/);
    expect(error.message).toMatch(reason);
    expect(server.signIns).toHaveLength(1);
  });

  it("nobody at home is one line, soon, and the next statement tries again", async () => {
    server.fault("answer 503", /login-request/);
    const db = open();
    const error = await refusal(one(db));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(
      /^Signing in needs Snowflake at \S+, which did not answer: [^\n]+; check the network/,
    );
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("silence ends after its time", async () => {
    server.fault("say nothing", /login-request/);
    const error = await refusal(one(open({}, { sign_in_seconds: 0.5 })));
    expect(error.message).toMatch(/^Signing in needs Snowflake at \S+, which did not answer: no answer in 0.5 s/);
  });
});

describe("sessions", () => {
  it("an expired session is renewed and the statement runs once", async () => {
    const db = open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
    server.fault("expire the session", /insert into/);
    await db.run({ name: "write", sql: "insert into silver.t values (1)" });
    expect(await db.rows({ name: "read", sql: "select count(*) as n from silver.t" })).toEqual([{ n: 1 }]);
    expect(server.log).toContain("POST /session/token-request");
    expect(server.signIns).toHaveLength(1);
  });

  it.each(["end the session", "expire the session"] as const)(
    "a session that is gone (%s) is opened again, and a script begins anew",
    async (fault) => {
      const db = open();
      await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
      server.fault(fault, /insert into silver.t values \(1\)/);
      if (fault === "expire the session") server.fault("end the session", /token-request/);
      await db.run({ name: "script", sql: "insert into silver.t values (1); insert into silver.t values (2)" });
      expect(await db.rows({ name: "read", sql: "select count(*) as n from silver.t" })).toEqual([{ n: 2 }]);
      expect(server.signIns).toHaveLength(2);
    },
  );

  it("a session lost twice is an error of one line", async () => {
    const db = open();
    server.fault("end the session", /select 1/, 2);
    const error = await refusal(one(db));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(/^one lost its Snowflake session twice: [^\n]+; run it again$/);
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("close says goodbye", async () => {
    const db = open();
    await one(db);
    await db.close();
    expect(server.log.at(-1)).toBe("POST /session");
  });
});

describe("answers", () => {
  it("a slow answer is asked for until it is there", async () => {
    server.slowAfterMs = 20;
    const sql = "select count(*) as n from range(300000000) t where range % 7 = 3";
    expect(await open().rows({ name: "slow", sql })).toEqual([{ n: 42857143 }]);
    expect(server.log.filter((line) => /GET .*result/.test(line)).length).toBeGreaterThan(1);
  });

  it("a slow one that is cancelled is aborted on the server", async () => {
    server.slowAfterMs = 50;
    const db = open();
    await one(db);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const error = await refusal(db.rows({ name: "long", sql: endless, signal: controller.signal }));
    expect(error.name).toBe("AbortError");
    expect(server.log.some((line) => /^POST \/queries\/.+\/abort-request$/.test(line))).toBe(true);
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("a timeout is told to the server too, rounded up", async () => {
    const db = open();
    await refusal(db.rows({ name: "long", sql: endless, timeout_seconds: 0.5 }));
    expect(server.queries.at(-1)!.parameters).toMatchObject({ STATEMENT_TIMEOUT_IN_SECONDS: 1 });
  });

  it("an error keeps code and SQLSTATE, in one line", async () => {
    const error = await refusal(open().rows({ name: "q", sql: "select * from silver.nothing" }));
    expect(error).toBeInstanceOf(SqlError);
    expect(error.message).toMatch(
      /^q failed on snowflake: SQL compilation error: Object does not exist.*\(002003, 42S02\)$/,
    );
  });

  it("an answer cut off is fetched again, and the statement runs once", async () => {
    const db = open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
    server.fault("cut the answer", /insert into/);
    await db.run({ name: "write", sql: "insert into silver.t values (1)" });
    expect(await db.rows({ name: "read", sql: "select count(*) as n from silver.t" })).toEqual([{ n: 1 }]);
  });

  it.each([
    ["cut the answer", /: stream has been aborted \(401001\); check the network/],
    ["drop the connection", /: three heartbeats in a row had no answer; check the network/],
    ["say nothing", /: three heartbeats in a row had no answer; check the network/],
    ["answer 503", /: three heartbeats in a row had no answer; check the network/],
  ] as const)(
    "a network that stays away (%s) is one line in bounded time; later statements work",
    async (fault, how) => {
      const db = open({}, { pulse_seconds: 0.1 });
      await one(db);
      server.fault(fault, /select 2|heartbeat/, 100);
      const started = Date.now();
      const error = await refusal(db.rows({ name: "two", sql: "select 2 as n" }));
      expect(Date.now() - started).toBeLessThan(5000);
      expect(error).toBeInstanceOf(UnavailableError);
      expect(error.message).toMatch(
        /^two needs Snowflake at \S+, which did not answer: [^\n]+; check the network and run it again$/,
      );
      expect(error.message).toMatch(how);
      expect(await one(db)).toEqual([{ n: 1 }]);
    },
  );

  it("semi-structured values come as JSON text", async () => {
    const sql = "select [1, null, 2] as list, {'a': 'x'} as thing, '{\"b\": 1}'::json as raw, null::json as nothing";
    expect(await open().rows({ name: "json", sql })).toEqual([
      { list: "[1,null,2]", thing: '{"a":"x"}', raw: '{"b": 1}', nothing: null },
    ]);
  });
});

describe("loading", () => {
  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("c360-load-"));

  it.each(["cut the answer", "end the session"] as const)(
    "survives trouble with COPY (%s) with each row once",
    async (fault) => {
      const before = leftovers();
      const db = open();
      await db.run({ name: "setup", sql: "create table silver.t (n integer, note varchar)" });
      server.fault(fault, /^copy into/);
      expect(await db.load("silver.t", [{ n: 1 }, { n: 2, note: "x" }])).toBe(2);
      expect(await db.rows({ name: "read", sql: "select * from silver.t order by n" })).toEqual([
        { n: 1, note: null },
        { n: 2, note: "x" },
      ]);
      expect(leftovers()).toEqual(before);
    },
  );

  it("leaves no file and no stage behind when it fails", async () => {
    const before = leftovers();
    const db = open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer not null, note varchar)" });
    await refusal(db.load("silver.t", [{ note: "x" }]));
    expect(leftovers()).toEqual(before);
    expect(server.database.staged()).toEqual([]);
  });
});

it("never shows a secret, and writes no log", async () => {
  const shown: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      shown.push(String(text));
      return true;
    });
  }
  const token = "leaky-token-5f2c91aa";
  const attempts: Promise<Error>[] = [];
  attempts.push(refusal(one(open({ SNOWFLAKE_TOKEN: token }))));
  attempts.push(refusal(one(open({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY: wrongPem }))));
  attempts.push(
    refusal(Promise.resolve().then(() => open({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY: lockedPem }))),
  );
  const echo = open();
  attempts.push(refusal(echo.rows({ name: "echo", sql: `select cast('${server.token}' as integer) as n` })));
  const errors = await Promise.all(attempts);
  vi.restoreAllMocks();
  const told = [...errors.map((error) => inspect(error, { depth: 20, showHidden: true })), ...shown].join("\n");
  const keyLines = [wrongPem, lockedPem].flatMap((pem) =>
    pem.split("\n").filter((line) => line && !line.startsWith("-----")),
  );
  for (const secret of [token, server.token, passphrase, ...keyLines]) expect(told.includes(secret)).toBe(false);
  expect(errors[3]!.message).toContain("***");
  expect(existsSync("snowflake.log")).toBe(false);
});
