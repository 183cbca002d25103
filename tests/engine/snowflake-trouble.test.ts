// Snowflake when things go wrong: expired sessions, slow answers, dropped connections, loads that break.
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { SqlError, UnavailableError } from "../../lib/src/core/errors";
import { endless, refusal } from "./contract";
import { one, snowflakeBench } from "./snowflake-bench";

const bench = snowflakeBench();

describe("sessions", () => {
  it("an expired session is renewed and the statement runs once", async () => {
    const db = bench.open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
    bench.server.fault("expire the session", /insert into/);
    await db.run({ name: "write", sql: "insert into silver.t values (1)" });
    expect(await db.rows({ name: "read", sql: "select count(*) as n from silver.t" })).toEqual([{ n: 1 }]);
    expect(bench.server.log).toContain("POST /session/token-request");
    expect(bench.server.signIns).toHaveLength(1);
  });

  it.each(["end the session", "expire the session"] as const)(
    "a session that is gone (%s) is opened again, and a script begins anew",
    async (fault) => {
      const db = bench.open();
      await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
      bench.server.fault(fault, /insert into silver.t values \(1\)/);
      if (fault === "expire the session") bench.server.fault("end the session", /token-request/);
      await db.run({ name: "script", sql: "insert into silver.t values (1); insert into silver.t values (2)" });
      expect(await db.rows({ name: "read", sql: "select count(*) as n from silver.t" })).toEqual([{ n: 2 }]);
      expect(bench.server.signIns).toHaveLength(2);
    },
  );

  it("a session lost twice is an error of one line", async () => {
    const db = bench.open();
    bench.server.fault("end the session", /select 1/, 2);
    const error = await refusal(one(db));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(/^one lost its Snowflake session twice: [^\n]+; run it again$/);
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("close says goodbye", async () => {
    const db = bench.open();
    await one(db);
    await db.close();
    expect(bench.server.log.at(-1)).toBe("POST /session");
  });
});

describe("answers", () => {
  it("a slow answer is asked for until it is there", async () => {
    bench.server.slowAfterMs = 20;
    const sql = "select count(*) as n from range(300000000) t where range % 7 = 3";
    expect(await bench.open().rows({ name: "slow", sql })).toEqual([{ n: 42857143 }]);
    expect(bench.server.log.filter((line) => /GET .*result/.test(line)).length).toBeGreaterThan(1);
  });

  it("a slow one that is cancelled is aborted on the server", async () => {
    bench.server.slowAfterMs = 50;
    const db = bench.open();
    await one(db);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const error = await refusal(db.rows({ name: "long", sql: endless, signal: controller.signal }));
    expect(error.name).toBe("AbortError");
    expect(bench.server.log.some((line) => /^POST \/queries\/.+\/abort-request$/.test(line))).toBe(true);
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("a timeout is told to the server too, rounded up", async () => {
    const db = bench.open();
    await refusal(db.rows({ name: "long", sql: endless, timeout_seconds: 0.5 }));
    expect(bench.server.queries.at(-1)!.parameters).toMatchObject({ STATEMENT_TIMEOUT_IN_SECONDS: 1 });
  });

  it("an error keeps code and SQLSTATE, in one line", async () => {
    const error = await refusal(bench.open().rows({ name: "q", sql: "select * from silver.nothing" }));
    expect(error).toBeInstanceOf(SqlError);
    expect(error.message).toMatch(
      /^q failed on snowflake: SQL compilation error: Object does not exist.*\(002003, 42S02\)$/,
    );
  });

  it("an answer cut off is fetched again, and the statement runs once", async () => {
    const db = bench.open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer)" });
    bench.server.fault("cut the answer", /insert into/);
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
      const db = bench.open(undefined, { pulse_seconds: 0.1 });
      await one(db);
      bench.server.fault(fault, /select 2|heartbeat/, 100);
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
    expect(await bench.open().rows({ name: "json", sql })).toEqual([
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
      const db = bench.open();
      await db.run({ name: "setup", sql: "create table silver.t (n integer, note varchar)" });
      bench.server.fault(fault, /^copy into/);
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
    const db = bench.open();
    await db.run({ name: "setup", sql: "create table silver.t (n integer not null, note varchar)" });
    await refusal(db.load("silver.t", [{ note: "x" }]));
    expect(leftovers()).toEqual(before);
    expect(bench.server.database.stages.staged()).toEqual([]);
  });
});
