// Ended by SIGKILL at random moments and started again, a run must end with the tables and the files of an undisturbed
// run. The tables themselves are looked at, and what the ledgers say of them, which must be the same too.
import { internals, killGroup, startRun, temporaryHome, withHome } from "./run.mjs";

const LEDGERS = `
  select 'ledger of ' || table_name as what, content_hash || ' ' || row_count as content from observability.model_runs
  qualify row_number() over (partition by table_name order by run_at desc) = 1
  union all
  select 'ledger of ' || source_file, sha256 || ' ' || rows_loaded from observability.loaded_files`;

/** Ledgers hold times, which no two runs share. */
const TABLES = `
  select table_schema || '.' || table_name as table_name from information_schema.tables
  where table_type = 'BASE TABLE' and table_schema <> 'observability'`;

/** Both runs use one folder, one after the other: notes about files name the folder they lie in. */
export async function killBench({ times, customers }) {
  const { home, empty, remove } = temporaryHome();
  try {
    const start = performance.now();
    await complete(home, customers);
    const wholeRun = performance.now() - start;
    const wanted = await contents(home);
    empty();
    for (let kill = 1; kill <= times; ) {
      const run = startRun(home, customers);
      const wait = Math.random() * wholeRun;
      const isOver = await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, wait))]);
      killGroup(run.pid);
      await run.ended;
      if (isOver) {
        empty(); // nothing was disturbed: from the start again, and this one does not count
        continue;
      }
      console.log(`kill ${kill} of ${times} after ${(wait / 1000).toFixed(1)} s`);
      kill++;
    }
    await complete(home, customers);
    const got = await contents(home);
    const different = [...new Set([...wanted.keys(), ...got.keys()])].filter(
      (what) => wanted.get(what) !== got.get(what),
    );
    console.log(`${wanted.size} tables, files and lines of ledgers compared, ${different.length} are different`);
    if (different.length > 0) {
      console.table(different.map((what) => ({ what, wanted: wanted.get(what), got: got.get(what) })));
    }
    return different.length === 0;
  } finally {
    remove();
  }
}

/** What a state folder holds: tables and their ledgers in the database, files in the lake, each with its hash. */
function contents(home) {
  const { tableVersion } = internals("pipeline/table-version");
  const { sha256Of } = internals("lake/manifest");
  return withHome(home, async (_library, { db, lake }) => {
    const found = new Map();
    for (const { what, content } of await db.rows({ name: "ledgers", sql: LEDGERS })) found.set(what, content);
    for (const { table_name } of await db.rows({ name: "tables", sql: TABLES })) {
      const { content_hash, row_count } = await tableVersion(db, table_name);
      found.set(table_name, `${content_hash} ${row_count}`);
    }
    for (const { path } of await lake.list("")) found.set(path, await sha256Of(await lake.fetch(path)));
    return found;
  });
}

async function complete(home, customers) {
  const { code, errors } = await startRun(home, customers).ended;
  if (code !== 0) throw new Error(`the run ended with ${code}: ${errors}`);
}
