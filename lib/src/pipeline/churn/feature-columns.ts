// Which features there are: the columns of the feature table, whatever families they came from.
import type { FeatureMeaning } from "../../churn/reasons";
import type { Engine } from "../../engine/engine";
import { churnFeatureNames } from "./catalogue";
import { CHURN_TABLES } from "./feature-tables";

/** A column of gold.churn_features that a model may learn from. */
export type FeatureColumnKind = Pick<FeatureMeaning, "name" | "kind">;

/**
 * Every feature of the table, text as a category and all else as a number: those of the catalogue in its order, then
 * those that have no words yet in the order of the table.
 */
export async function featureColumns(db: Engine, prefix = CHURN_TABLES): Promise<FeatureColumnKind[]> {
  const columns = await db.rows<{ name: string; is_text: boolean }>({
    name: "feature columns",
    sql: `select lower(column_name) as name, lower(data_type) in ('varchar', 'text') as is_text
          from information_schema.columns
          where lower(table_schema) || '.' || lower(table_name) = ?
              and lower(column_name) not in ('customer_id', 'snapshot_date')
          order by ordinal_position`,
    binds: [`${prefix}features`],
  });
  const place = ({ name }: { name: string }) => {
    const known = churnFeatureNames.indexOf(name);
    return known === -1 ? churnFeatureNames.length : known;
  };
  return columns
    .sort((a, b) => place(a) - place(b))
    .map(({ name, is_text }) => ({ name, kind: is_text ? "category" : "numeric" }));
}
