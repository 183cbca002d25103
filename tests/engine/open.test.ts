// Which database is opened, and where Snowflake's settings come from.
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InvalidInputError } from "../../lib/src/core/errors";
import { openEngine } from "../../lib/src/engine/open";
import { snowflakeSettings } from "../../lib/src/engine/snowflake-settings";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "c360-open-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("openEngine", () => {
  it("opens DuckDB in the state folder unless told otherwise", async () => {
    vi.stubEnv("C360_HOME", join(folder, "home"));
    vi.stubEnv("C360_ENGINE", "");
    const db = openEngine();
    expect(db.name).toBe("duckdb");
    expect(await db.rows({ name: "one", sql: "select 1 as n" })).toEqual([{ n: 1 }]);
    await db.close();
    expect(existsSync(join(folder, "home", "customer_360.duckdb"))).toBe(true);
  });

  it("opens Snowflake when asked, without signing in yet", async () => {
    vi.stubEnv("C360_ENGINE", "snowflake");
    vi.stubEnv("SNOWFLAKE_ACCOUNT", "org-account");
    vi.stubEnv("SNOWFLAKE_TOKEN", "a-token");
    const db = openEngine();
    expect(db.name).toBe("snowflake");
    await db.close();
  });

  it("refuses another name", () => {
    vi.stubEnv("C360_ENGINE", "oracle");
    expect(() => openEngine()).toThrow(new InvalidInputError('C360_ENGINE needs duckdb or snowflake, got "oracle"'));
  });
});

describe("snowflakeSettings", () => {
  const account = { SNOWFLAKE_ACCOUNT: "org-account" };
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const locked = pair.privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "pass" })
    .toString();
  const file = (name: string, text: string, mode = 0o600): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  const toml = (text: string, mode?: number) => {
    file("connections.toml", text, mode);
    return { SNOWFLAKE_HOME: folder };
  };

  it("takes the environment, with the workbook's own warehouse and database unless named", () => {
    const { connection } = snowflakeSettings({
      ...account,
      SNOWFLAKE_TOKEN: "t",
      SNOWFLAKE_ROLE: "R",
      SNOWFLAKE_DATABASE: "D",
    });
    expect(connection).toEqual({
      account: "org-account",
      role: "R",
      warehouse: "CUSTOMER_360_WH",
      database: "D",
      authenticator: "PROGRAMMATIC_ACCESS_TOKEN",
      token: "t",
    });
  });

  it("opens a locked key, and knows what never to show", () => {
    const env = {
      ...account,
      SNOWFLAKE_USER: "svc",
      SNOWFLAKE_PRIVATE_KEY_PATH: file("key.p8", locked),
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: "pass",
    };
    const { connection, secrets } = snowflakeSettings(env);
    expect(connection).toMatchObject({ authenticator: "SNOWFLAKE_JWT", username: "svc", privateKey: pem });
    expect(secrets).toEqual([locked, pem, "pass"]);
  });

  it("signs in through a browser when asked", () => {
    const { connection } = snowflakeSettings({
      ...account,
      SNOWFLAKE_USER: "me",
      SNOWFLAKE_AUTHENTICATOR: "externalbrowser",
    });
    expect(connection).toMatchObject({ authenticator: "EXTERNALBROWSER", username: "me" });
  });

  it("reads a section of connections.toml, in either spelling, where variables still win", () => {
    file(
      "connections.toml",
      `[default]\naccount = "other"\n\n[bank]\naccount = "org-bank"\nuser = "svc"\nwarehouse = "W"\nrole = "R1"\nprivate_key_file = "${file("key.p8", pem)}"\n`,
    );
    const env = { SNOWFLAKE_HOME: folder, SNOWFLAKE_DEFAULT_CONNECTION_NAME: "bank", SNOWFLAKE_ROLE: "R2" };
    expect(snowflakeSettings(env).connection).toMatchObject({
      account: "org-bank",
      username: "svc",
      warehouse: "W",
      role: "R2",
      authenticator: "SNOWFLAKE_JWT",
    });
  });

  it.each([
    [
      "nothing at all",
      () => ({ SNOWFLAKE_HOME: folder }),
      /^Snowflake needs SNOWFLAKE_ACCOUNT or \S+connections.toml, got neither$/,
    ],
    [
      "no way to sign in",
      () => account,
      /^Snowflake sign-in needs a key pair \(.*\), a programmatic access token .*, got nothing$/,
    ],
    [
      "a password",
      () => ({ ...account, SNOWFLAKE_PASSWORD: "hunter2" }),
      /^Snowflake sign-in needs .*, got a password$/,
    ],
    ["the password authenticator", () => ({ ...account, SNOWFLAKE_AUTHENTICATOR: "snowflake" }), /, got a password$/],
    ["another authenticator", () => ({ ...account, SNOWFLAKE_AUTHENTICATOR: "oauth" }), /, got OAUTH$/],
    [
      "a key without a user",
      () => ({ ...account, SNOWFLAKE_PRIVATE_KEY: pem }),
      /^Snowflake needs a user \(SNOWFLAKE_USER\) with a key pair/,
    ],
    [
      "a key file that is not there",
      () => ({ ...account, SNOWFLAKE_USER: "u", SNOWFLAKE_PRIVATE_KEY_PATH: "/no/key" }),
      /got \/no\/key, which is not there$/,
    ],
    [
      "a key file open to others",
      () => ({ ...account, SNOWFLAKE_USER: "u", SNOWFLAKE_PRIVATE_KEY_PATH: file("k", pem, 0o644) }),
      /with mode 644; run chmod 600 on it$/,
    ],
    [
      "a locked key without its passphrase",
      () => ({ ...account, SNOWFLAKE_USER: "u", SNOWFLAKE_PRIVATE_KEY: locked }),
      /without a passphrase, as none was given, got one in SNOWFLAKE_PRIVATE_KEY/,
    ],
    [
      "a locked key with another's",
      () => ({
        ...account,
        SNOWFLAKE_USER: "u",
        SNOWFLAKE_PRIVATE_KEY: locked,
        SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: "wrong-one",
      }),
      /that SNOWFLAKE_PRIVATE_KEY_PASSPHRASE opens, got one in SNOWFLAKE_PRIVATE_KEY/,
    ],
    [
      "a connections.toml open to others",
      () => toml("[default]\n", 0o666),
      /connections.toml with mode 666; run chmod 600 on it$/,
    ],
    [
      "a section that is not there",
      () => toml("[prod]\n"),
      /^connections.toml needs a section \[default\], got prod in/,
    ],
    [
      "a connections.toml that is none",
      () => toml("[default]\ntoken = hunter2\n"),
      /^connections.toml needs TOML, got something else in \S+, line 2$/,
    ],
  ])("refuses %s in one line without the secret", (_what, env, message) => {
    const attempt = () => snowflakeSettings(env());
    expect(attempt).toThrow(InvalidInputError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/\n|hunter2|wrong-one|BEGIN/);
  });
});
