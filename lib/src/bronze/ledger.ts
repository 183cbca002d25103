// The ledger of files: what came through the door, and how it went.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { sqlFiles } from "../sql/model";
import { feedNames } from "./contract";
import { judgingNames, ruleSql, stagingNames } from "./rules";

export interface LoadedFile {
  readonly source_file: string;
  readonly feed: FeedName;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows_in_file: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
  readonly amount_sum: number | string | null;
  readonly amount_rejected: number | string | null;
  readonly manifest_rows: number | null;
  readonly manifest_amount_sum: number | string | null;
  readonly status: "loaded" | "refused" | "duplicate";
}

/** Makes the tables and views of bronze where they are missing, and renews the rules. */
export async function prepareBronze(engine: Engine): Promise<void> {
  const forms = sqlFiles("10_bronze/rules", engine.name).filter((file) => file.name.endsWith("/forms"));
  await engine.run({ name: "10_bronze/rules/forms", sql: forms.map((file) => file.sql).join("\n") });
  const files = sqlFiles("10_bronze", engine.name);
  const inOrder = [...files.filter((file) => !isView(file.sql)), ...files.filter((file) => isView(file.sql))];
  await engine.run({ name: "10_bronze", sql: inOrder.map((file) => file.sql).join("\n") });
  if (engine.name === "duckdb") return; // it makes its rules anew for each file
  const rules = feedNames.flatMap((feed) => [...stagingNames(feed), ...judgingNames(feed)]);
  await engine.run({ name: "10_bronze/rules", sql: rules.map((name) => ruleSql(engine, name)).join("\n") });
}

function isView(sql: string): boolean {
  return /^create or replace view/m.test(sql);
}

/** The ledger, in the order of the files' paths. */
export async function loadedFiles(engine: Engine): Promise<LoadedFile[]> {
  return engine.rows<LoadedFile>({
    name: "ledger of files",
    sql: `select source_file, feed, sha256, bytes, rows_in_file, rows_loaded, rows_rejected, amount_sum,
            amount_rejected, manifest_rows, manifest_amount_sum, status
          from observability.loaded_files order by source_file`,
  });
}
