// Rows that take the place of others in one step: readers see the old ones until the new ones are complete.
import { InvalidInputError } from "../../core/errors";
import type { Engine } from "../../engine/engine";
import { sqlFiles } from "../../sql/model";

/** Rows on their way into a table. */
export interface Publication<Row extends object> {
  /** The folder of `sql/` that says what the table is, and makes it where there is none yet. */
  readonly layer: string;
  /** With its schema, e.g. "gold.churn_predictions". */
  readonly table: string;
  readonly rows: readonly Row[];
  /** A column: only rows with one of the new rows' values in it give way. All rows do when left out. */
  readonly replaces?: keyof Row & string;
}

/**
 * Puts rows into a table in place of its earlier ones.
 *
 * @throws InvalidInputError when there are no rows: nothing would be left
 */
export async function publishRows<Row extends object>(db: Engine, publication: Publication<Row>): Promise<void> {
  const { layer, table, rows, replaces } = publication;
  if (rows.length === 0) throw new InvalidInputError(`${table} needs rows to be published, got none`);
  const definition = sqlFiles(layer, db.name).find(({ creates }) => creates.includes(table))!;
  await db.run({ name: definition.name, sql: definition.sql });
  const next = `${table}_next`;
  const columns = Object.keys(rows[0]!).join(", ");
  await db.run({
    name: `room for ${table}`,
    sql: `create or replace table ${next} as select ${columns} from ${table} where 1 = 0`,
  });
  await db.load(next, rows);
  await db.run({
    name: `publish ${table}`,
    sql: `delete from ${table} ${replaces ? `where ${replaces} in (select distinct ${replaces} from ${next})` : ""};
          insert into ${table} (${columns}) select ${columns} from ${next};
          drop table ${next};`,
  });
}
