// Snowflake hands large results out in chunks: whatever does not come with the answer is fetched from where it lies.
import { expect, it } from "vitest";
import { snowflakeBench } from "./snowflake-bench";

const bench = snowflakeBench();
const numbers = {
  name: "numbers",
  sql: "select n, 'row ' || n as label, date '2025-01-01' + (n % 28)::integer as day from range(3000) as t (n) order by n",
};
const expected = Array.from({ length: 3000 }, (_, n) => ({
  n,
  label: `row ${n}`,
  day: new Date(Date.UTC(2025, 0, 1 + (n % 28))),
}));
const chunkRequests = () => bench.server.log.filter((line) => line.startsWith("GET /chunks/"));

it.each([
  [1000, 2],
  [1499, 2], // the last chunk holds two rows
  [2999, 1],
  [3000, 0],
])("reads 3,000 rows of which %d come at once, in order and with their types", async (rowsAtOnce, chunks) => {
  bench.server.chunks.rowsAtOnce = rowsAtOnce;
  expect(await bench.open().rows(numbers)).toEqual(expected);
  expect(chunkRequests()).toHaveLength(chunks);
});

it("asks again for a chunk that was not there at once, and for one whose connection broke", async () => {
  bench.server.chunks.rowsAtOnce = 1000;
  bench.server.fault("answer 503", /^GET \/chunks/);
  bench.server.fault("drop the connection", /^GET \/chunks/);
  expect(await bench.open().rows(numbers)).toEqual(expected);
  expect(chunkRequests()).toHaveLength(4);
});
