// Given rows in, a model's rows out, on a real embedded DuckDB that lives in memory.
import { buildWarehouse, type GivenTables, modelsInOrder } from "./warehouse";

/**
 * Runs one model over the given tables and answers the rows of the table it makes.
 *
 * @param name the model's path under sql/ without its ending, e.g. "30_gold/dim_customer"
 * @param given rows by table; columns left out are null, types are those of the table's own model
 * @param orderBy an `order by` clause, when the order of the answer matters
 */
export async function runModel<Row = Record<string, unknown>>(
  name: string,
  given: GivenTables,
  orderBy = "",
): Promise<Row[]> {
  const model = modelsInOrder.find((file) => file.name === name);
  if (!model)
    throw new Error(`No model is called ${name}; there are ${modelsInOrder.map((file) => file.name).join(", ")}`);
  const engine = await buildWarehouse(given, [model]);
  try {
    return await engine.rows<Row>({ name, sql: `select * from ${model.creates[0]} ${orderBy}` });
  } finally {
    await engine.close();
  }
}
