// What chapter 7 costs: full profiles of many customers, today and on an earlier day, and searches of every kind.
import { createRequire } from "node:module";
import { temporaryHome } from "./run.mjs";

const BUDGET = { profile_p95_ms: 20, as_of_p95_ms: 20, search_p95_ms: 50 };
const TIMES = 200;

export async function customerBench({ customers }) {
  const { home, remove } = temporaryHome();
  Object.assign(process.env, { C360_HOME: home, C360_ENGINE: "duckdb", C360_LAKE: "" });
  const require = createRequire(import.meta.url);
  const c360 = require("../../lib/dist/index.js");
  const { writeSettings } = require("../../lib/dist/pipeline/settings.js");
  writeSettings({ customers });
  const platform = c360.openPlatform();
  try {
    console.log(`building the marts of ${customers.toLocaleString("en-US")} customers ...`);
    await c360.buildTo(platform, "marts");
    const row = { customers, ...(await measure(c360, platform.db)) };
    console.table([row]);
    return verdict(row);
  } finally {
    await platform.db.close();
    remove();
  }
}

async function measure(c360, db) {
  const start = performance.now();
  await c360.prepareProfiles(db);
  const prepare_seconds = round((performance.now() - start) / 1000, 2);
  const ids = await c360.someCustomers(db, TIMES);
  const typed = await typedTexts(db, ids);
  const profile = (id) => c360.customerProfile(db, id);
  const earlier = (id) => c360.customerProfile(db, id, { as_of: "2025-10-15" }).catch(() => {}); // not a customer yet
  const works = [
    ["profile", ids, profile],
    ["as_of", ids, earlier],
    ["search", typed, (text) => c360.searchCustomers(db, text)],
  ];
  const measured = { prepare_seconds };
  for (const [name, things, work] of works) {
    for (const thing of things) await work(thing); // a round to warm up
    const cpu = process.cpuUsage();
    measured[`${name}_p95_ms`] = round(await c360.p95Milliseconds(things, work), 1);
    const { user, system } = process.cpuUsage(cpu);
    measured[`${name}_cpu_ms`] = round((user + system) / 1000 / things.length, 1);
  }
  return measured;
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

function verdict(row) {
  const broken = Object.entries(BUDGET).filter(([name, limit]) => row[name] > limit);
  for (const [name, limit] of broken) console.log(`over budget: ${name} is ${row[name]}, over ${limit}`);
  return broken.length === 0;
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}
