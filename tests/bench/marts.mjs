// What chapter 5 costs: the build of all marts over a finished star schema, how often that reads the facts, and a
// five-way filter over all customers.
import { createRequire } from "node:module";
import { round, withinBudget, withPlatform } from "./run.mjs";

const { sqlFiles, timesRead } = createRequire(import.meta.url)("../../lib/dist/sql/model.js");
const BUDGET = { marts_seconds: 5, passes_over_facts: 1, filter_p95_ms: 100 };
const TIMES = 200;

export function martsBench({ customers }) {
  return withPlatform({ customers, stage: "gold" }, async (c360, platform) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const runs = (await c360.buildMarts(platform)).filter((run) => run.is_new);
    const marts_seconds = round((performance.now() - start) / 1000, 2);
    const { user, system } = process.cpuUsage(cpu);
    console.table(runs.map(({ model, row_count, seconds }) => ({ model, row_count, seconds })));
    const times = await filterTimes(c360, platform.db);
    const row = {
      customers,
      marts_seconds,
      marts_cpu_seconds: round((user + system) / 1e6, 2),
      passes_over_facts: passesOverFacts(),
      filter_p50_ms: round(times[TIMES / 2], 1),
      filter_p95_ms: round(times[0.95 * TIMES], 1),
    };
    return withinBudget(row, BUDGET);
  });
}

/** How often the models of the marts read the facts, all together. */
function passesOverFacts() {
  return sqlFiles("50_marts", "duckdb").reduce((passes, file) => passes + timesRead(file, "gold.fct_transactions"), 0);
}

/** Milliseconds of filters on all five parts at once, each another one; the shortest first. */
async function filterTimes(c360, db) {
  const segments = (await c360.segmentShares(db)).map((share) => share.customer_segment);
  const states = [...new Set((await c360.explorerCells(db)).map((cell) => cell.state))];
  const times = [];
  for (let i = 0; i < TIMES; i++) {
    const filter = {
      segments: [segments[i % 5], segments[(i + 2) % 5]],
      states: [0, 7, 13].map((step) => states[(i + step) % states.length]),
      churn_risks: ["High Risk", "Medium Risk", "Not Scored"],
      card_types: ["Premium", i % 2 === 0 ? "Rewards" : "Standard"],
      lifetime_value_from: 100 * i,
      lifetime_value_below: 50_000 + 1000 * i,
    };
    const start = performance.now();
    await c360.filterCustomers(db, filter);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
