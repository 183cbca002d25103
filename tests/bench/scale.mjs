// How cost grows with size: the whole workbook at several sizes, seconds per million transactions beside each other.
import { round, runReport, startRun, temporaryHome, withHome } from "./run.mjs";

/** At 50,000 customers on two cores: 01 to 04, from nothing to the star schema, and the whole workbook. */
const BUDGET = { to_gold_seconds: 60, seconds: 90, peak_mib: 4096, growth: 1.3 };

export async function scaleBench(sizes) {
  const rows = [];
  for (const customers of sizes) {
    console.log(`running ${customers.toLocaleString("en-US")} customers ...`);
    rows.push(await measure(customers));
  }
  const base = rows.find((row) => row.customers === 50_000) ?? rows[0];
  const table = rows.map((row) => ({
    ...row,
    against_base: round(row.seconds_per_million / base.seconds_per_million, 2),
  }));
  console.table(table);
  return table.map((row) => verdict(row, base)).every(Boolean);
}

async function measure(customers) {
  const { home, remove } = temporaryHome();
  try {
    const start = performance.now();
    const { code, errors } = await startRun(home, customers).ended;
    if (code !== 0) throw new Error(`the run at ${customers} customers ended with ${code}: ${errors}`);
    const seconds = (performance.now() - start) / 1000;
    const sql = "select count(*) as rows from gold.fct_transactions";
    const [{ rows }] = await withHome(home, (_library, { db }) => db.rows({ name: "transactions", sql }));
    const { notebooks } = runReport(home);
    const toGold = notebooks.slice(0, 4).reduce((sum, notebook) => sum + notebook.seconds, 0);
    return {
      customers,
      transactions: rows,
      seconds: round(seconds, 1),
      to_gold: round(toGold, 1),
      ...Object.fromEntries(notebooks.map(({ notebook, seconds }) => [notebook.slice(0, 2), round(seconds, 1)])),
      seconds_per_million: round(seconds / (rows / 1e6), 2),
      peak_mib: Math.max(...notebooks.map(({ peak_mib }) => peak_mib)),
    };
  } finally {
    remove();
  }
}

function verdict({ customers, seconds, to_gold, peak_mib, against_base }, base) {
  const isFull = customers === 50_000;
  const broken = [
    isFull && to_gold > BUDGET.to_gold_seconds && `${to_gold} s to gold is over ${BUDGET.to_gold_seconds} s`,
    isFull && seconds > BUDGET.seconds && `${seconds} s is over ${BUDGET.seconds} s`,
    peak_mib > BUDGET.peak_mib && `${peak_mib} MiB is over ${BUDGET.peak_mib} MiB`,
    customers > base.customers &&
      against_base > BUDGET.growth &&
      `cost per row grew ${against_base}x, over ${BUDGET.growth}x`,
  ].filter(Boolean);
  for (const line of broken) console.log(`over budget at ${customers} customers: ${line}`);
  return broken.length === 0;
}
