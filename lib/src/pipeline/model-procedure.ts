// Models as a procedure of the account: so that its tasks can build tables without the workbook.
import type { SqlFile } from "../sql/model";
import { inReadingOrder } from "./model-order";

/**
 * The statement that makes a procedure of models: calling it makes their tables anew, each after what it reads.
 *
 * @param procedure with its schema, e.g. "gold.build_churn_features"
 * @param models files that create tables or views; what they read beyond each other must be there
 */
export function modelProcedure(procedure: string, models: readonly SqlFile[]): string {
  const given = models.flatMap(({ reads }) => reads).filter((table) => !models.some((m) => m.creates.includes(table)));
  const statements = inReadingOrder(models, given).map(({ sql }) => sql.replace(/^ *--.*\n/gm, "").trim());
  return `create or replace procedure ${procedure}()
returns varchar
language sql
execute as owner
as
$$
begin
${statements.join("\n\n")}

return 'OK';
end;
$$;`;
}
