// The platform in words: its parts, what flows between them, and the schemas that hold the data.
import type { EngineName } from "../sql/engine-name";

/** A part of the platform, in its lane. */
export interface PlatformPart {
  readonly name: string;
  readonly layer: string;
  readonly detail: readonly string[];
}

export const platformParts: readonly PlatformPart[] = [
  { name: "legacy book", layer: "sources", detail: ["the bank's own customers", "and their account changes"] },
  { name: "acquired book", layer: "sources", detail: ["the regional portfolio", "some people are in both"] },
  { name: "card purchases", layer: "sources", detail: ["18 months", "one file a month"] },
  { name: "lake", layer: "lake", detail: ["CSV and Parquet files, each with a manifest", "a folder, or an S3 bucket"] },
  { name: "bronze", layer: "bronze", detail: ["as it arrived, with file and line", "broken rows beside it, counted"] },
  { name: "silver", layer: "silver", detail: ["typed and cleaned", "two books, one customer"] },
  { name: "gold", layer: "gold", detail: ["star schema: facts and dimensions", "history of card and limit"] },
  { name: "notebooks", layer: "questions", detail: ["this workbook", "charts and checks"] },
];

export const platformFlows: readonly { readonly from: string; readonly to: string }[] = [
  { from: "legacy book", to: "lake" },
  { from: "acquired book", to: "lake" },
  { from: "card purchases", to: "lake" },
  { from: "lake", to: "bronze" },
  { from: "bronze", to: "silver" },
  { from: "silver", to: "gold" },
  { from: "gold", to: "notebooks" },
];

/** One row per place where data lives: what it holds, in which form, and who may read it. */
export function dataHomes(engine: EngineName) {
  const form = engine === "duckdb" ? "tables in one DuckDB file" : "tables in Snowflake";
  return [
    { place: "lake", holds: "files as they were sent", form: "CSV and Parquet", read_by: "bronze" },
    { place: "generator", holds: "how made-up people will behave", form, read_by: "the generator, chapter 02" },
    { place: "bronze", holds: "rows as they arrived, and rejects", form, read_by: "silver, notebooks" },
    { place: "silver", holds: "cleaned entities, who is who", form, read_by: "silver, gold, notebooks" },
    { place: "gold", holds: "dimensions and facts", form, read_by: "gold, notebooks" },
    { place: "observability", holds: "which files and models ran, with hashes", form, read_by: "everyone" },
  ];
}
