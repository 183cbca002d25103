// Takes a file out again, as if it had never come.
import { InvalidInputError } from "../core/errors";
import type { Engine } from "../engine/engine";
import type { Lake } from "../lake/lake";
import { manifestPath } from "../lake/manifest";
import { forgetSql } from "./accept-file";
import { feedNames } from "./contract";
import { prepareBronze } from "./ledger";

/**
 * Withdraws a file: its rows, rejects and line in the ledger go in one transaction, then the file and its manifest
 * leave the lake. Nothing happens when it is in neither.
 *
 * @param path where it lies in the lake, e.g. "transactions/transactions_2026-03-31.parquet"
 * @throws InvalidInputError when the path is in no feed's folder
 */
export async function withdrawFile(engine: Engine, lake: Lake, path: string): Promise<void> {
  const feed = feedNames.find((name) => path.startsWith(`${name}/`));
  if (!feed) {
    throw new InvalidInputError(
      `withdrawFile needs a path that starts with ${feedNames.join("/, ")}/, got ${JSON.stringify(path)}`,
    );
  }
  await prepareBronze(engine);
  await engine.run({ name: `withdraw ${path}`, sql: forgetSql(feed, path) });
  await lake.remove(path);
  await lake.remove(manifestPath(path));
}
