// Loads a folder in place of the books through the compiled library, and is killed at a given moment;
// tests/pipeline/load-books.test.ts starts it.   node load-books-worker.mjs FOLDER MOMENT
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { openPlatform } = require("../../lib/dist/pipeline/platform.js");
const { loadBooks } = require("../../lib/dist/pipeline/load-books.js");

const [folder, moment] = process.argv.slice(2);
const die = (when) => {
  if (when === moment) process.kill(process.pid, "SIGKILL");
};

const { db, lake, settings } = openPlatform();
const seen = { remove: 0, put: 0 };
const dying =
  (verb) =>
  async (...args) => {
    die(`before ${verb} ${++seen[verb]}`);
    return lake[verb](...args);
  };
await loadBooks(
  {
    settings,
    lake: {
      location: lake.location,
      list: (top) => lake.list(top),
      fetch: (path) => lake.fetch(path),
      remove: dying("remove"),
      put: dying("put"),
    },
    db: {
      name: db.name,
      rows: (statement) => db.rows(statement),
      columns: (statement) => db.columns(statement),
      load: (table, rows) => db.load(table, rows),
      run: async (statement) => {
        const isSwap = statement.name === `load ${folder}`;
        if (isSwap) die("before the swap");
        await db.run(statement);
        if (isSwap) die("after the swap");
        if (statement.name === "reset") die("after a drop");
      },
    },
  },
  folder,
);
die("at the end");
await db.close();
