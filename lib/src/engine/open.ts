// Chooses the database: embedded DuckDB unless Snowflake is asked for.
import { InvalidInputError } from "../core/errors";
import { homePlace } from "../core/home";
import type { EngineName } from "../sql/engine-name";
import { openDuckDb } from "./duckdb";
import type { Engine } from "./engine";
import { openSnowflake } from "./snowflake";

export interface OpenEngineOptions {
  /** Which database; what `C360_ENGINE` says, or duckdb. */
  readonly engine?: EngineName;
  /** The DuckDB file; customer_360.duckdb in the state folder. */
  readonly file?: string;
}

/**
 * Opens the workbook's database.
 *
 * @throws InvalidInputError when `C360_ENGINE` names another database, or Snowflake's settings lack something
 */
export function openEngine(options: OpenEngineOptions = {}): Engine {
  const engine = options.engine ?? (process.env.C360_ENGINE || "duckdb");
  switch (engine) {
    case "duckdb":
      return openDuckDb({ file: options.file ?? homePlace("database") });
    case "snowflake":
      return openSnowflake();
    default:
      throw new InvalidInputError(`C360_ENGINE needs duckdb or snowflake, got ${JSON.stringify(engine)}`);
  }
}
