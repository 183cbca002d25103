// One process at work on a shared DuckDB file, through the compiled library; tests/engine/processes.test.ts starts it.
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const { openDuckDb } = createRequire(import.meta.url)("../../lib/dist/engine/duckdb.js");
const [task, file, name] = process.argv.slice(2);
const db = openDuckDb({ file });

const tasks = {
  /** Twenty writes, each two rows or none, with no pause. */
  async write() {
    for (let n = 0; n < 20; n++) {
      const sql = `insert into silver.shared values ('${name}', ${n}); insert into silver.shared values ('${name}', ${n})`;
      await db.run({ name: `write ${n}`, sql });
    }
  },
  /** Reads until forty writes are seen; says so if it ever sees half a write. */
  async read() {
    for (let seen = 0; seen < 80; await sleep(5)) {
      const [row] = await db.rows({ name: "read", sql: "select count(*) as n from silver.shared" });
      if (row.n % 2 !== 0 || row.n < seen) throw new Error(`saw ${row.n} rows after ${seen}`);
      seen = row.n;
    }
  },
  /** One committed write, then a write that takes long; the test kills us inside it. */
  async die() {
    await db.run({ name: "first", sql: "insert into silver.shared values ('kept', 1)" });
    console.log("in the middle");
    await db.run({
      name: "second",
      sql: "insert into silver.shared values ('lost', 1); insert into silver.shared select 'lost', a.range from range(100000) a, range(100000) b",
    });
  },
  /** Works in the file for a long time without a pause. */
  async hog() {
    console.log("in the middle");
    await db.rows({ name: "hog", sql: "select sum(a.range * b.range) as n from range(10000000) a, range(10000000) b" });
  },
};

await tasks[task]();
await db.close();
