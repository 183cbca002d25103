// Who feeds whom, read from the SQL itself.
import type { EngineName } from "../sql/engine-name";
import { sqlFiles } from "../sql/model";

/** A table or view, and the layer it belongs to. */
export interface LineageTable {
  readonly name: string;
  readonly layer: string;
}

/** `to` reads `from`. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
}

export interface Lineage {
  readonly tables: readonly LineageTable[];
  readonly edges: readonly LineageEdge[];
}

/** The tables of silver and gold, the bronze tables under them, and what reads what: from the models' own text. */
export function lineage(engine: EngineName, layers: readonly string[] = WAREHOUSE_LAYERS): Lineage {
  const models = layers.flatMap((layer) => sqlFiles(layer, engine)).filter((file) => file.creates.length > 0);
  const edges = models.flatMap((model) => model.reads.map((from) => ({ from, to: model.creates[0]! })));
  const names = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...models.flatMap((model) => model.creates)]);
  const tables = [...names].sort().map((name) => ({ name, layer: name.split(".")[0]! }));
  return { tables, edges };
}

/** The layers that models build on top of bronze: cleaned, then the star schema. */
export const WAREHOUSE_LAYERS = ["20_silver", "30_gold"];

/** The layers on top of the star schema: segments, metrics and profiles of customers. */
export const MART_LAYERS = ["50_marts"];
