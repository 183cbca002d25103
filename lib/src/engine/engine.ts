// The one seam between the workbook and a database.
import type { EngineName } from "../sql/engine-name";
import type { Statement } from "../sql/statement";

/**
 * A database, four verbs wide. Both adapters answer alike: keys are lower_snake_case; numbers are numbers while they
 * are exact (whole numbers up to 2^53, decimals up to 15 digits) and decimal text beyond; days and instants are UTC
 * dates; missing is null.
 */
export interface Engine {
  readonly name: EngineName;
  /** Runs one query and answers its rows. */
  rows<Row>(statement: Statement): Promise<Row[]>;
  /** Runs a statement, or a script of several that changes data all or not at all. */
  run(statement: Statement): Promise<void>;
  /** Appends rows to a table, matching columns by name, all or not at all; answers how many were written. */
  load(table: string, rows: readonly object[]): Promise<number>;
  /** Lets go of everything; the engine cannot be used afterwards. */
  close(): Promise<void>;
}
