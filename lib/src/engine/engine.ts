// The one seam between the workbook and a database.
import type { Columns } from "../core/columns";
import type { EngineName } from "../sql/engine-name";
import type { Statement } from "../sql/statement";

/**
 * A database, five verbs wide. Both adapters answer alike: keys are lower_snake_case, a repeated one numbered (`id`,
 * `id_2`); numbers are numbers while they are exact (whole numbers up to 2^53, decimals up to 15 digits) and decimal
 * text beyond; days and instants are UTC dates, times of day text; lists, structs and variants are JSON text; missing
 * is null.
 *
 * Statements of one engine run one after another, and each stands alone: temporary tables and session settings do not
 * live from one to the next. Repeated queries that are asked together may run side by side. A statement is stopped by
 * its signal (AbortError) or its timeout (UnavailableError).
 *
 * Errors are one line: InvalidInputError for what was handed in, SqlError for a refused statement, UnavailableError
 * for a database that cannot be reached.
 */
export interface Engine {
  readonly name: EngineName;
  /** Runs one query and answers its rows, all of them in memory: aggregate in SQL. */
  rows<Row>(statement: Statement): Promise<Row[]>;
  /**
   * The same answer column by column, for many rows of many columns: no object is made for each row. A column of
   * floating-point numbers comes packed as a Float64Array, in which missing is NaN.
   */
  columns(statement: Statement): Promise<Columns>;
  /** Runs a statement, or a script of several that changes data all or not at all (on Snowflake, DDL commits). */
  run(statement: Statement): Promise<void>;
  /**
   * Appends rows to a table, matching columns by name, all or not at all; answers how many were written. A missing
   * field is null; an unknown field, or a value that the column could not hold as it is, is refused.
   */
  load(table: string, rows: readonly object[]): Promise<number>;
  /** Lets go of everything; the engine cannot be used afterwards. */
  close(): Promise<void>;
}
