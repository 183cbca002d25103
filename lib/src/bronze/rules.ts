// The rules as SQL: the files of sql/10_bronze/rules put together for one feed.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { sqlFiles } from "../sql/model";
import type { StagedFile } from "./staged-file";

/** The text of one file of sql/10_bronze/rules. */
export function ruleSql(engine: Engine, name: string): string {
  return sqlFiles("10_bronze/rules", engine.name).find((file) => file.name.endsWith(`/${name}`))!.sql;
}

/** Statements that make `bronze.staged_<feed>`. */
export function stagingSql(engine: Engine, staged: StagedFile): string {
  return staged.is_text_of_transactions ? `${staged.setup}\n${ruleSql(engine, "staged_transactions")}` : staged.setup;
}

/** The files that lay a feed's records out on Snowflake, in the order in which they read one another. */
export function stagingNames(feed: FeedName): string[] {
  return feed === "transactions" ? ["text_transactions", "staged_transactions"] : [`staged_${feed}`];
}

/** The rules of a feed in the order in which they read one another. */
export function judgingNames(feed: FeedName): string[] {
  return feed === "transactions" ? ["ruled_transactions", "judged_transactions"] : [`judged_${feed}`];
}

/** Takes away everything that staging and judging made on DuckDB. */
export function unstagingSql(feed: FeedName): string {
  const made =
    feed === "transactions"
      ? [
          "view judged_transactions",
          "view ruled_transactions",
          "view doubtful_transactions",
          "view staged_transactions",
          "view text_transactions",
        ]
      : [`view judged_${feed}`, `view staged_${feed}`];
  made.push(`table arrived_${feed}`);
  return made.map((one) => `drop ${one.replace(" ", " if exists bronze.")};`).join("\n");
}
