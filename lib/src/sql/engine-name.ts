/** The databases the workbook runs on. */
export type EngineName = "duckdb" | "snowflake";
