// What chapter 7 costs: full profiles of many customers, today and on an earlier day, and searches of every kind.
import { round, withinBudget, withPlatform } from "./run.mjs";

const BUDGET = { profile_p95_ms: 20, as_of_p95_ms: 20, search_p95_ms: 50 };
const TIMES = 200;

export function customerBench({ customers }) {
  return withPlatform({ customers, stage: "marts" }, async (c360, { db }) =>
    withinBudget({ customers, ...(await measure(c360, db)) }, BUDGET),
  );
}

async function measure(c360, db) {
  const start = performance.now();
  await c360.prepareProfiles(db);
  const prepare_seconds = round((performance.now() - start) / 1000, 2);
  const ids = await c360.someCustomers(db, TIMES);
  const typed = await typedTexts(db, ids);
  const profile = (id) => c360.customerProfile(db, id);
  const earlier = (id) => c360.customerProfile(db, id, { as_of: "2025-10-15" });
  const works = [
    ["profile", ids, profile],
    ["as_of", await openBefore(db, ids, "2025-10-15"), earlier],
    ["search", typed, (text) => c360.searchCustomers(db, text)],
  ];
  const measured = { prepare_seconds };
  for (const [name, things, work] of works) {
    for (const thing of things) await work(thing); // a round to warm up
    const cpu = process.cpuUsage();
    measured[`${name}_p95_ms`] = round((await c360.latency(things, work)).p95_ms, 1);
    const { user, system } = process.cpuUsage(cpu);
    measured[`${name}_cpu_ms`] = round((user + system) / 1000 / things.length, 1);
  }
  return measured;
}

/** Those whose account was open before a day: of others there is no profile to make. */
async function openBefore(db, ids, as_of) {
  const rows = await db.rows({
    name: "customers by then",
    sql: `select customer_id from gold.dim_customer
          where is_current and account_open_date < ?::date and customer_id in (${ids.map(() => "?").join(", ")})`,
    binds: [as_of, ...ids],
  });
  return rows.map(({ customer_id }) => customer_id);
}

/** Names, misspelled names, ids and e-mail addresses of customers, in turn. */
async function typedTexts(db, ids) {
  const rows = await db.rows({
    name: "people",
    sql: `select customer_id, first_name, last_name, email from gold.dim_customer
          where is_current and customer_id in (${ids.map(() => "?").join(", ")}) order by customer_id`,
    binds: ids,
  });
  const shorter = (name) => (name.length < 4 ? name : name.slice(0, 2) + name.slice(3));
  const kinds = [
    (row) => `${row.first_name} ${row.last_name}`,
    (row) => `${shorter(row.last_name)} ${shorter(row.first_name)}`,
    (row) => row.email ?? row.last_name,
    (row) => row.customer_id,
    (row) => row.last_name.slice(0, 4),
  ];
  return rows.map((row, i) => kinds[i % kinds.length](row));
}
