// Where Snowflake is and how to sign in, from the environment or from a section of connections.toml.
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "snowflake-sdk";
import { InvalidInputError } from "../core/errors";
import { privateFile, privateKeyPem, tomlSection } from "./snowflake-secrets";

export interface SnowflakeSettings {
  /** What the driver needs to connect. */
  readonly connection: ConnectionOptions;
  /** Texts that must never be shown. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const WAYS_IN =
  "a key pair (SNOWFLAKE_PRIVATE_KEY_PATH), a programmatic access token (SNOWFLAKE_TOKEN or SNOWFLAKE_TOKEN_FILE_PATH) " +
  "or SNOWFLAKE_AUTHENTICATOR=externalbrowser";

/**
 * Settings from `SNOWFLAKE_*` variables; without `SNOWFLAKE_ACCOUNT`, from connections.toml in `SNOWFLAKE_HOME`
 * (~/.snowflake), section `SNOWFLAKE_DEFAULT_CONNECTION_NAME` (default), where variables still win. Passwords are refused.
 *
 * @throws InvalidInputError when something is missing, or a file with a secret is open to others
 */
export function snowflakeSettings(env: Environment = process.env): SnowflakeSettings {
  const given = { ...(env.SNOWFLAKE_ACCOUNT ? {} : fromToml(env)), ...fromEnvironment(env) };
  if (!given.account) throw new InvalidInputError("Snowflake needs an account (SNOWFLAKE_ACCOUNT), got none");
  const { signIn, secrets } = signInOf(given);
  const { account, accessurl, host, role, warehouse, database, schema } = given;
  return {
    connection: {
      ...defined({ account, accessUrl: accessurl, host, role, schema }),
      warehouse: warehouse ?? "CUSTOMER_360_WH",
      database: database ?? "CUSTOMER_360",
      ...signIn,
    },
    secrets,
  };
}

type Given = Readonly<Record<string, string | undefined>>;

function fromEnvironment(env: Environment): Given {
  const names = ["account", "access_url", "host", "user", "role", "warehouse", "database", "schema", "authenticator"];
  const signIn = ["private_key", "private_key_path", "private_key_passphrase", "token", "token_file_path", "password"];
  return defined(
    Object.fromEntries(
      [...names, ...signIn].map((name) => [known(name), env[`SNOWFLAKE_${name.toUpperCase()}`] || undefined]),
    ),
  );
}

function fromToml(env: Environment): Given {
  const file = join(env.SNOWFLAKE_HOME || join(homedir(), ".snowflake"), "connections.toml");
  const section = env.SNOWFLAKE_DEFAULT_CONNECTION_NAME || "default";
  return Object.fromEntries(
    Object.entries(tomlSection(file, section)).map(([name, value]) => [known(name), String(value)]),
  );
}

/** One spelling for the names that the environment, connections.toml and the driver spell differently. */
function known(name: string): string {
  const plain = name.toLowerCase().replaceAll("_", "");
  const aliases: Record<string, string> = {
    username: "user",
    privatekeyfile: "privatekeypath",
    privatekeypass: "privatekeypassphrase",
  };
  return aliases[plain] ?? plain;
}

function signInOf(given: Given): { signIn: ConnectionOptions; secrets: string[] } {
  const hasKey = given.privatekey || given.privatekeypath;
  const hasToken = given.token || given.tokenfilepath;
  const guess = hasKey
    ? "SNOWFLAKE_JWT"
    : hasToken
      ? "PROGRAMMATIC_ACCESS_TOKEN"
      : given.password
        ? "a password"
        : "nothing";
  const authenticator = given.authenticator?.toUpperCase() ?? guess;
  const username = defined({ username: given.user });
  if (authenticator === "SNOWFLAKE_JWT" && hasKey) {
    if (!given.user) throw new InvalidInputError("Snowflake needs a user (SNOWFLAKE_USER) with a key pair, got none");
    const pem = given.privatekey ?? privateFile(given.privatekeypath!, "the Snowflake private key");
    const privateKey = privateKeyPem(pem, given.privatekeypassphrase, given.privatekeypath ?? "SNOWFLAKE_PRIVATE_KEY");
    const secrets = [pem, privateKey, given.privatekeypassphrase ?? ""];
    return { signIn: { authenticator, ...username, privateKey }, secrets };
  }
  if (authenticator === "PROGRAMMATIC_ACCESS_TOKEN" && hasToken) {
    const token = given.token ?? privateFile(given.tokenfilepath!, "the Snowflake token").trim();
    return { signIn: { authenticator, ...username, token }, secrets: [token] };
  }
  if (authenticator === "EXTERNALBROWSER") {
    // kept by the driver in its own cache, or every notebook would open the browser again
    return { signIn: { authenticator, ...username, clientStoreTemporaryCredential: true }, secrets: [] };
  }
  throw new InvalidInputError(
    `Snowflake sign-in needs ${WAYS_IN}, got ${authenticator === "SNOWFLAKE" ? "a password" : authenticator}`,
  );
}

function defined<T>(values: Record<string, T | undefined>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== undefined));
}
