// Every check keeps silent over a healthy warehouse and speaks up about a planted fault.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silent } from "../../../lib/src/core/progress";
import type { Engine } from "../../../lib/src/engine/engine";
import { mustHold, runChecks } from "../../../lib/src/pipeline/checks";
import { sqlFiles } from "../../../lib/src/sql/model";
import { buildWarehouse } from "../warehouse";
import { healthyWarehouse } from "./healthy-warehouse";
import { type Fault, plantedFaults } from "./planted-faults";
import { plantedFeatureFaults } from "./planted-feature-faults";
import { plantedMartFaults } from "./planted-mart-faults";

const folders = ["checks", "checks/features", "checks/marts"] as const;
const checks = folders.flatMap((folder) => sqlFiles(folder, "duckdb"));
const faults: Readonly<Record<string, readonly Fault[]>> = {
  ...plantedFaults,
  ...plantedFeatureFaults,
  ...plantedMartFaults,
};
const nameOf = (path: string) => path.replace(/^.*\//, "");
async function runAllChecks(db: Engine) {
  const results = [];
  for (const folder of folders) results.push(...(await runChecks(db, silent, folder)));
  return results;
}

let engine: Engine;
beforeAll(async () => {
  engine = await healthyWarehouse();
});
afterAll(() => engine.close());

it("holds every promise over a healthy warehouse", async () => {
  const results = await runAllChecks(engine);
  expect(results.filter((result) => result.broken_count > 0)).toEqual([]);
  expect(results.length).toBe(checks.length);
});

it("has a planted fault for every check, and no fault without a check", () => {
  expect(Object.keys(faults).sort()).toEqual(checks.map((check) => nameOf(check.name)).sort());
});

describe.each(checks.map((check) => [nameOf(check.name), check] as const))("%s", (name, check) => {
  it.each((faults[name] ?? []).map((fault) => [fault.sql, fault] as const))("finds: %s", async (_sql, fault) => {
    const broken = await withFault(fault, () => engine.rows<{ subject: string; detail: string }>(check));
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every((row) => row.subject !== null && typeof row.detail === "string")).toBe(true);
  });

  it("opens with its name and its promise", () => {
    expect(check.sql).toMatch(new RegExp(`^-- ${name}: [a-z].{20,}`));
  });
});

describe("a purchase that the models have a rule for", () => {
  it.each([
    ["on an account that no book knows", { customer_id: "X9" }, "transactions_find_their_customer"],
    ["before the account was opened", { transaction_at: "2000-01-01 12:00:00" }, "transactions_follow_the_opening"],
    ["of a category that is not listed", { merchant_category: "casino" }, "merchant_categories_are_listed"],
  ])("%s is told by its own check and breaks no other promise", async (_fact, oddity, expected) => {
    const odd = await healthyWarehouse(oddity);
    try {
      const broken = (await runAllChecks(odd)).filter((result) => result.broken_count > 0);
      expect(broken.map((result) => [result.check_name, result.broken_count])).toEqual([[expected, 1]]);
    } finally {
      await odd.close();
    }
  });
});

it("accepts an account that opened in the month after the last transaction, as the door does, and no later one", async () => {
  const check = checks.find(({ name }) => name === "checks/customer_record_values")!;
  const opened = (days: number) => ({
    table: "silver.customer_record",
    sql: `update silver.customer_record set account_open_date =
      (select dateadd('day', ${days}, as_of_date)::date from silver.as_of)
      where customer_id = (select min(customer_id) from silver.customer_record)`,
  });
  const broken = (days: number) => withFault(opened(days), () => engine.rows(check));
  expect(await broken(30)).toEqual([]);
  expect(await broken(31)).toHaveLength(1);
});

it("does not take an empty warehouse for a healthy one, and says which layers are missing", async () => {
  const empty = await buildWarehouse({});
  try {
    const results = await runChecks(empty);
    expect(() => mustHold(results)).toThrow("layers_are_filled");
    const [layers] = results.filter((result) => result.check_name === "layers_are_filled");
    expect(layers?.broken_count).toBe(9); // the list of categories is there without any data
    expect(layers?.examples.map((row) => row.subject)).toContain("bronze.customers");
  } finally {
    await empty.close();
  }
});

/** Plants a fault, looks, and puts the table back as it was. */
async function withFault<T>({ table, sql }: Fault, look: () => Promise<T>): Promise<T> {
  const name = "planted fault";
  const restore = `create or replace table ${table} as select * from observability.healthy_rows`;
  await engine.run({
    name,
    sql: `create or replace table observability.healthy_rows as select * from ${table}`,
  });
  try {
    await engine.run({ name, sql });
    return await look();
  } finally {
    await engine.run({ name, sql: restore });
  }
}
