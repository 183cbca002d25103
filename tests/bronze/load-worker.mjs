// Loads a lake into a database file through the compiled library; tests/bronze/killed.test.ts starts and kills it.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { openDuckDb } = require("../../lib/dist/engine/duckdb.js");
const { openLake } = require("../../lib/dist/lake/lake.js");
const { loadBronze } = require("../../lib/dist/bronze/load-bronze.js");

const [file, folder] = process.argv.slice(2);
const db = openDuckDb({ file });
await loadBronze(db, openLake(folder), { progress: ({ task }) => console.log(task) });
await db.close();
