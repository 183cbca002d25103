import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inReadingOrder } from "../../lib/src/pipeline/model-order";
import { sqlFile } from "../../lib/src/sql/model";

const model = (table: string, ...reads: string[]) =>
  sqlFile(
    `30_gold/${table}`,
    `create or replace table gold.${table} as select 1 as x ${reads.map((read, i) => `${i ? "join" : "from"} ${read}`).join(" ")}`,
  );

describe("the order of models", () => {
  it("runs what is read before what reads it, whatever the order of files", () => {
    const models = [model("a", "gold.b"), model("b", "gold.c"), model("c", "bronze.customers")];
    expect(inReadingOrder(models, ["bronze.customers"]).map((file) => file.name)).toEqual([
      "30_gold/c",
      "30_gold/b",
      "30_gold/a",
    ]);
  });

  it("names the models of a circle", () => {
    const models = [model("a", "gold.b"), model("b", "gold.c"), model("c", "gold.b")];
    expect(() => inReadingOrder(models, [])).toThrow(
      "read each other in a circle: 30_gold/b reads 30_gold/c reads 30_gold/b",
    );
  });

  it("names a table that nobody creates, and the model that wants it", () => {
    expect(() => inReadingOrder([model("a", "silver.nobody")], [])).toThrow(
      "30_gold/a reads silver.nobody, which no model creates",
    );
  });

  it("names two models that create the same table", () => {
    expect(() => inReadingOrder([model("a"), { ...model("a"), name: "20_silver/a" }], [])).toThrow(
      "gold.a needs one model that creates it, got 30_gold/a and 20_silver/a",
    );
  });

  it("holds for any graph without circles: every model once, after all it reads", () => {
    const graphs = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(graphs, fc.nat(), (edges, turn) => {
        const models = edges.map((targets, i) =>
          model(`t${i}`, ...targets.filter((j) => j < i).map((j) => `gold.t${j}`)),
        );
        const shuffled = [...models.slice(turn % models.length), ...models.slice(0, turn % models.length)];
        const names = inReadingOrder(shuffled, []).map((file) => file.name);
        expect([...names].sort()).toEqual(models.map((file) => file.name).sort());
        for (const file of models) {
          for (const read of file.reads) {
            expect(names.indexOf(`30_gold/${read.split(".")[1]}`)).toBeLessThan(names.indexOf(file.name));
          }
        }
      }),
    );
  });
});
