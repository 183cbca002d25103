// What only the generator knows stays with the generator: no model and no check reads it.
import { expect, it } from "vitest";
import { sqlFiles, withoutCommentsAndText } from "../../lib/src/sql/model";

it.each(["10_bronze", "20_silver", "30_gold", "40_features", "45_churn_model", "50_marts", "checks", "checks/marts"])(
  "%s reads nothing of the generator",
  (folder) => {
    const files = (["duckdb", "snowflake"] as const).flatMap((engine) => sqlFiles(folder, engine));
    expect(files.length).toBeGreaterThan(0);
    const readers = files.filter((file) => /\bgenerator\s*\./i.test(withoutCommentsAndText(file.sql)));
    expect(readers.map((file) => file.name)).toEqual([]);
  },
);
