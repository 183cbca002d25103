// The order in which models run follows from what each one reads, never from a list kept by hand.
import { InvalidInputError } from "../core/errors";
import type { SqlFile } from "../sql/model";

/**
 * Models in an order in which each runs after everything it reads. Models that do not depend on each other keep the
 * order they came in.
 *
 * @param models files that create tables or views
 * @param given tables that are there already, as schema.table
 * @throws InvalidInputError naming the table that nobody creates, or the models of a cycle
 */
export function inReadingOrder(models: readonly SqlFile[], given: readonly string[]): SqlFile[] {
  const maker = makers(models);
  for (const model of models) {
    const missing = model.reads.find((table) => !maker.has(table) && !given.includes(table));
    if (missing) {
      throw new InvalidInputError(
        `${model.name} reads ${missing}, which no model creates; is the name spelled as in its own file, or is a layer missing?`,
      );
    }
  }
  const ordered: SqlFile[] = [];
  const place = (model: SqlFile, path: readonly SqlFile[]): void => {
    if (ordered.includes(model)) return;
    if (path.includes(model)) {
      const cycle = [...path.slice(path.indexOf(model)), model].map((step) => step.name).join(" reads ");
      throw new InvalidInputError(`Models need an order, but these read each other in a circle: ${cycle}`);
    }
    for (const table of model.reads) {
      const source = maker.get(table);
      if (source) place(source, [...path, model]);
    }
    ordered.push(model);
  };
  for (const model of models) place(model, []);
  return ordered;
}

function makers(models: readonly SqlFile[]): Map<string, SqlFile> {
  const maker = new Map<string, SqlFile>();
  for (const model of models) {
    for (const table of model.creates) {
      const other = maker.get(table);
      if (other)
        throw new InvalidInputError(`${table} needs one model that creates it, got ${other.name} and ${model.name}`);
      maker.set(table, model);
    }
  }
  return maker;
}
