// Signing in to Snowflake: key pairs and tokens, refusals, silence; and no secret in anything shown.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UnavailableError } from "../../lib/src/core/errors";
import { refusal } from "./contract";
import { one, snowflakeBench } from "./snowflake-bench";

const passphrase = "open sesame 4711";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const lockedPem = keys.privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
  .toString();
const wrongPem = otherKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const bench = snowflakeBench();
let folder: string;
beforeEach(() => {
  bench.server.publicKey = keys.publicKey;
  folder = mkdtempSync(join(tmpdir(), "c360-snowflake-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function keyFile(pem: string): string {
  const file = join(folder, "key.p8");
  writeFileSync(file, pem, { mode: 0o600 });
  return file;
}

describe("signing in", () => {
  it("opens with a key pair, the key locked by a passphrase", async () => {
    const db = bench.open({
      SNOWFLAKE_USER: "svc",
      SNOWFLAKE_PRIVATE_KEY_PATH: keyFile(lockedPem),
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: passphrase,
    });
    expect(await one(db)).toEqual([{ n: 1 }]);
    expect(bench.server.signIns[0]).toMatchObject({ AUTHENTICATOR: "SNOWFLAKE_JWT", LOGIN_NAME: "svc" });
  });

  it("opens with a token from a file, and tags its queries", async () => {
    const file = join(folder, "token");
    writeFileSync(file, `${bench.server.token}\n`, { mode: 0o600 });
    expect(await one(bench.open({ SNOWFLAKE_TOKEN_FILE_PATH: file }))).toEqual([{ n: 1 }]);
    expect(bench.server.signIns[0]).toMatchObject({
      AUTHENTICATOR: "PROGRAMMATIC_ACCESS_TOKEN",
      SESSION_PARAMETERS: { QUERY_TAG: "app=c360" },
    });
    expect(bench.server.queries[0]!.sqlText).toMatch(/^alter session set TIMEZONE = 'UTC'/);
    expect(bench.server.queries.at(-1)!.parameters).toMatchObject({ QUERY_TAG: "app=c360" });
  });

  it.each([
    ["a wrong token", () => ({ SNOWFLAKE_TOKEN: "not-the-token-8231" }), /Programmatic access token is invalid/],
    [
      "a wrong key",
      () => ({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY_PATH: keyFile(wrongPem) }),
      /JWT token is invalid/,
    ],
  ])("%s is refused in one line that says what to check", async (_what, env, reason) => {
    const error = await refusal(one(bench.open(env())));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(/^Snowflake at http:\S+ refused the sign-in: [^\n]+; check the account, the user/);
    expect(error.message).toMatch(reason);
    expect(bench.server.signIns).toHaveLength(1);
  });

  it("nobody at home is one line, soon, and the next statement tries again", async () => {
    bench.server.fault("answer 503", /login-request/);
    const db = bench.open();
    const error = await refusal(one(db));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toMatch(
      /^Signing in needs Snowflake at \S+, which did not answer: [^\n]+; check the network/,
    );
    expect(await one(db)).toEqual([{ n: 1 }]);
  });

  it("silence ends after its time", async () => {
    bench.server.fault("say nothing", /login-request/);
    const error = await refusal(one(bench.open(undefined, { sign_in_seconds: 0.5 })));
    expect(error.message).toMatch(/^Signing in needs Snowflake at \S+, which did not answer: no answer in 0.5 s/);
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
  attempts.push(refusal(one(bench.open({ SNOWFLAKE_TOKEN: token }))));
  attempts.push(refusal(one(bench.open({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY: wrongPem }))));
  attempts.push(
    refusal(Promise.resolve().then(() => bench.open({ SNOWFLAKE_USER: "svc", SNOWFLAKE_PRIVATE_KEY: lockedPem }))),
  );
  const echo = bench.open();
  attempts.push(refusal(echo.rows({ name: "echo", sql: `select cast('${bench.server.token}' as integer) as n` })));
  const errors = await Promise.all(attempts);
  vi.restoreAllMocks();
  const told = [...errors.map((error) => inspect(error, { depth: 20, showHidden: true })), ...shown].join("\n");
  const keyLines = [wrongPem, lockedPem].flatMap((pem) =>
    pem.split("\n").filter((line) => line && !line.startsWith("-----")),
  );
  for (const secret of [token, bench.server.token, passphrase, ...keyLines]) expect(told.includes(secret)).toBe(false);
  expect(errors[3]!.message).toContain("***");
  expect(existsSync("snowflake.log")).toBe(false);
});
