// Chapter 5's filters at a thousand people, on real DuckDB: who is chosen, in what groups, and what leaves in a file.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCsv } from "../../lib/src/pipeline/customer/export-csv";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { chosenGroups } from "../../lib/src/pipeline/segments/chosen-groups";
import { type CustomerFilter, chosenColumns, filterCustomers } from "../../lib/src/pipeline/segments/filter-customers";
import { explorerCells } from "../../lib/src/pipeline/segments/segment-explorer";
import { fillHomeTo } from "../built-home";
import { useTemporaryHome } from "../temporary-home";

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  await fillHomeTo("marts", 1000);
  platform = openPlatform();
}, 120_000);
afterAll(() => platform.db.close());

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const one = async <Row>(sql: string) => (await platform.db.rows<Row>({ name: "one row", sql }))[0]!;

describe("filters", () => {
  it.each<[string, CustomerFilter, string]>([
    ["nothing chosen away", {}, "true"],
    ["empty lists", { segments: [], states: [] }, "true"],
    [
      "two segments",
      { segments: ["Declining", "New & Growing"] },
      "customer_segment in ('Declining', 'New & Growing')",
    ],
    [
      "lifetime spend, the upper end out",
      { lifetime_value_from: 1000, lifetime_value_below: 5000 },
      "lifetime_value >= 1000 and lifetime_value < 5000",
    ],
    ["customers without a score", { churn_risks: ["Not Scored"] }, "churn_risk_category is null"],
    [
      "all five at once",
      {
        segments: ["High-Value Travelers"],
        states: ["CA", "TX", "FL"],
        churn_risks: ["Not Scored"],
        card_types: ["Premium", "Rewards"],
        lifetime_value_from: 20000,
      },
      "customer_segment = 'High-Value Travelers' and state in ('CA', 'TX', 'FL') and card_type <> 'Standard' and lifetime_value >= 20000",
    ],
  ])("%s", async (_fact, filter, condition) => {
    const { summary, rows } = await filterCustomers(platform.db, filter, 2000);
    const expected = await one<{ n: number; total: number }>(
      `select count(*) as n, coalesce(sum(lifetime_value), 0) as total from gold.customer_360_profile where ${condition}`,
    );
    expect([summary.customer_count, summary.total_lifetime_value]).toEqual([expected.n, expected.total]);
    expect(rows).toHaveLength(expected.n);
    expect(sum(rows.map((row) => row.lifetime_value))).toBeCloseTo(expected.total, 2);
    expect(summary.avg_lifetime_value === null).toBe(expected.n === 0);
    const groups = await chosenGroups(platform.db, filter);
    for (const grouped_by of ["segment", "churn risk", "card", "state"]) {
      const counted = groups.filter((group) => group.grouped_by === grouped_by);
      expect(sum(counted.map((group) => group.customer_count))).toBe(expected.n);
      expect(sum(counted.map((group) => group.total_lifetime_value))).toBeCloseTo(expected.total, 2);
    }
  });

  it("reach an export with e-mail and phone, masked unless asked for by name", async () => {
    const { rows } = await filterCustomers(platform.db, {}, 2);
    const lines = async (unmasked: string[]) =>
      readFileSync((await exportCsv(rows, "chosen.csv", { unmasked, bom: false })).path, "utf8").split("\n");
    const [header, masked] = await lines([]);
    expect(header).toMatch(/^customer_id,full_name,email,phone,state,/);
    expect(masked).toMatch(/^\w+,\S\. \S\.,\S\*{3}@\*{3},\*{3}\d\d,/);
    expect((await lines(["email", "phone"]))[1]).toContain(`,${rows[0]!.email},${rows[0]!.phone},`);
  });

  it("that choose nobody leave a file with its header", async () => {
    const { rows } = await filterCustomers(platform.db, { lifetime_value_from: 1e11 });
    expect(rows).toEqual([]);
    const { path } = await exportCsv(rows, "nobody.csv", { columns: chosenColumns, bom: false });
    expect(readFileSync(path, "utf8").trimEnd()).toBe(chosenColumns.join(","));
    const [anybody] = (await filterCustomers(platform.db, {}, 1)).rows;
    expect(Object.keys(anybody!)).toEqual([...chosenColumns]);
  });

  it("hold the lower end of a span of dollars, and not the upper", async () => {
    const [first, second] = (await filterCustomers(platform.db, {}, 2)).rows.map((row) => row.lifetime_value);
    expect(first).toBeGreaterThan(second!);
    const span = { lifetime_value_from: second!, lifetime_value_below: first! };
    expect((await filterCustomers(platform.db, span)).summary.customer_count).toBe(1);
  });

  it("answer the first rows by lifetime spend", async () => {
    const { rows } = await filterCustomers(platform.db, {}, 3);
    const best = await platform.db.rows<{ customer_id: string }>({
      name: "best",
      sql: "select customer_id from gold.customer_360_profile order by lifetime_value desc, customer_id limit 3",
    });
    expect(rows.map((row) => row.customer_id)).toEqual(best.map((row) => row.customer_id));
  });

  it.each<[string, unknown, string]>([
    ["a segment that does not exist", { segments: ["Whales"] }, 'got "Whales"; take some of High-Value Travelers,'],
    ["a segment that is nothing", { segments: [undefined] }, "needs segments that there are, got undefined"],
    ["a risk that does not exist", { churn_risks: ["high"] }, 'got "high"; take some of Low Risk,'],
    ["a card that does not exist", { card_types: ["Gold"] }, 'got "Gold"; take some of Standard, Rewards, Premium'],
    ["a state that does not exist", { states: ["OH", "XX"] }, 'two-letter codes such as OH, got "XX"'],
    ["a state that is nothing", { states: [undefined] }, "two-letter codes such as OH, got undefined"],
    ["text that looks like SQL", { states: ["x' or '1' = '1"] }, `got "x' or '1' = '1"`],
    ["a text instead of a list", { states: "OH" }, 'needs a list as states, got "OH"; write ["OH"]'],
    ["a part that does not exist", { segment: ["Declining"] }, 'has no option "segment"; it has segments, states,'],
    ["nothing instead of a filter", null, "needs its options as { segments: ... }, got null"],
    ["a number instead of a filter", 5, "needs its options as { segments: ... }, got 5"],
    ["a segment instead of a filter", "Declining", 'as { segments: ... }, got "Declining"'],
    ["dollars as text", { lifetime_value_from: "10000" }, 'lifetime_value_from needs a number of dollars, got "10000"'],
    ["dollars without end", { lifetime_value_below: Infinity }, "needs a number of dollars, got Infinity"],
    ["more dollars than there are", { lifetime_value_below: 1e21 }, "a number of dollars up to 1e12, got 1e+21"],
    [
      "a span of dollars that is empty",
      { lifetime_value_from: 5000, lifetime_value_below: 5000 },
      "lifetime_value_from needs to be less than lifetime_value_below, got 5000 and 5000",
    ],
    [
      "dollars that are no number",
      { lifetime_value_from: Number.NaN },
      "lifetime_value_from needs a number of dollars",
    ],
  ])("refuse %s", async (_fact, filter, message) => {
    await expect(filterCustomers(platform.db, filter as CustomerFilter)).rejects.toThrow(message);
    await expect(chosenGroups(platform.db, filter as CustomerFilter)).rejects.toThrow(message);
  });

  it.each([-1, 1.5, 1e21, "5", { limit: 5 }])("refuse %j as a limit", async (limit) => {
    await expect(filterCustomers(platform.db, {}, limit as number)).rejects.toThrow(
      "filterCustomers needs a whole number of rows from 0 to 1,000,000,000, got ",
    );
  });

  it("find in the explorer's cells every customer and every dollar", async () => {
    const cells = await explorerCells(platform.db);
    expect(sum(cells.map((cell) => cell.customer_count))).toBe(1000);
    const { summary } = await filterCustomers(platform.db);
    expect(Math.abs(sum(cells.map((cell) => cell.lifetime_value)) - summary.total_lifetime_value)).toBeLessThan(
      cells.length,
    );
    const rich = cells.filter((cell) => cell.lifetime_band === "$50K or more");
    const { summary: chosen } = await filterCustomers(platform.db, { lifetime_value_from: 50_000 });
    expect(sum(rich.map((cell) => cell.customer_count))).toBe(chosen.customer_count);
    expect(sum(cells.map((cell) => cell.scored_count))).toBe(0);
  });
});
