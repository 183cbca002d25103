// Indexes stand on tables that are replaced as a whole. One on rows that are deleted in place did not survive a kill.
import { expect, it } from "vitest";
import { sqlFiles } from "../../lib/src/sql/model";

const models = ["30_gold", "50_marts"].flatMap((layer) => sqlFiles(layer, "duckdb"));
const indexed = sqlFiles("55_indexes", "duckdb").flatMap(({ sql }) =>
  [...sql.matchAll(/create index if not exists \w+ on (\S+)/g)].map((match) => match[1]!),
);

it.each(indexed)("%s is replaced as a whole", (table) => {
  const model = models.find(({ creates }) => creates.includes(table));
  expect(model?.sql).toContain(`create or replace table ${table}`);
});

it("are found by this test", () => expect(indexed.length).toBeGreaterThan(2));
