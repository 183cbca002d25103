// Every macro of the DuckDB prelude against answers known of Snowflake: its documentation's examples, and hand calculation.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import { sqlFolder } from "../../lib/src/sql/model";

const db = openDuckDb({ file: ":memory:" });
afterAll(() => db.close());
const value = async (expression: string): Promise<unknown> => {
  const [row] = await db.rows<{ value: unknown }>({ name: expression, sql: `select ${expression} as value` });
  return row!.value;
};

const cases: readonly (readonly [string, unknown])[] = [
  ["iff(true, 'yes', 'no')", "yes"],
  ["iff(false, 'yes', 'no')", "no"],
  ["iff(null, 'yes', 'no')", "no"],
  ["div0(7, 2)", 3.5],
  ["div0(7, 0)", 0],
  ["div0(0, 0)", 0],
  ["div0(null, 2)", null],
  ["div0(7, null)", null],
  ["round(div0(2, 7), 6)", 0.285714],
  ["zeroifnull(null)", 0],
  ["zeroifnull(5)", 5],
  ["nullifzero(0)", null],
  ["nullifzero(5)", 5],
  ["bitand(12, 10)", 8],
  ["(select bitor_agg(n) from (values (1), (4), (5), (null)) as listed (n))", 5],
  ["dateadd('day', 1, date '2024-02-28')", "2024-02-29"],
  ["dateadd('day', -60, date '2026-04-01')", "2026-01-31"],
  ["dateadd('week', 2, date '2025-12-25')", "2026-01-08"],
  ["dateadd('month', 1, date '2026-01-31')", "2026-02-28"],
  ["dateadd('month', -1, date '2024-03-31')", "2024-02-29"],
  ["dateadd('year', 1, date '2024-02-29')", "2025-02-28"],
  ["dateadd('hour', 25, timestamp '2025-12-31 00:30:00')", "2026-01-01 01:30:00"],
  ["dateadd('minute', 90, timestamp '2025-12-31 23:00:00')", "2026-01-01 00:30:00"],
  ["dateadd('second', -1, timestamp '2026-01-01 00:00:00')", "2025-12-31 23:59:59"],
  ["dateadd('day', 1, null::date)", null],
  ["to_date('2024-02-29')", "2024-02-29"],
  ["try_to_date('2024-02-30')", null],
  ["try_to_date('soon')", null],
  ["try_to_date('2024-02-29')", "2024-02-29"],
  ["to_timestamp_ntz(1709209800)", "2024-02-29 12:30:00"],
  ["try_to_timestamp_ntz('2024-02-29 12:30:00')", "2024-02-29 12:30:00"],
  ["try_to_timestamp_ntz('noon')", null],
  ["months_between(date '2020-02-01', date '2020-01-01')", 1],
  ["months_between(timestamp '2019-03-01 02:00:00', timestamp '2019-02-01 13:00:00')", 1], // same day: time is ignored
  ["months_between(date '2019-03-31', date '2019-02-28')", 1], // two month ends
  ["months_between(timestamp '2024-02-29 10:00:00', date '2024-01-31')", 1],
  ["round(months_between(date '2019-03-01', date '2019-02-15'), 6)", 0.548387], // 1 - 14/31
  ["round(months_between(timestamp '2020-05-01 13:11:20', timestamp '2020-08-21 01:30:05'), 6)", -3.629452],
  ["months_between(date '2026-04-01', date '2024-10-01')", 18],
  ["editdistance('kitten', 'sitting')", 3],
  ["editdistance('Smith', 'smith')", 1],
  ["editdistance('', 'abc')", 3],
  ["editdistance(null, 'abc')", null],
  ["jarowinkler_similarity('Snowflake', 'Oracle')", 61], // case is ignored
  ["jarowinkler_similarity('Gute nacht', 'Ich weis nicht')", 56], // 56.5, cut off
  ["jarowinkler_similarity('MARTHA', 'marhta')", 96], // 96.1
  ["jarowinkler_similarity('test', 'test')", 100],
  ["jarowinkler_similarity('', '')", 0],
  ["startswith('te', 't')", true],
  ["startswith('te', 'T')", false],
  ["regexp_like('abc', 'b')", false], // the whole text must match
  ["regexp_like('abc', 'a.c')", true],
  ["dayofweekiso(date '2026-03-30')", 1], // a Monday
  ["dayofweekiso(date '2026-04-05')", 7],
  ["weekiso(date '2027-01-01')", 53], // a Friday of 2026's last week
  ["weekiso(date '2026-01-01')", 1],
  ["sha2('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["md5_number_lower64('Snowflake')", "9203306159527282910"],
  ["regexp_replace('(555) 010-2000', '[^0-9]', '')", "5550102000"], // every match
  ["initcap('o''neil van der-berg', ' -''')", "O'Neil Van Der-Berg"],
  ["initcap('MARY ANN', ' ')", "Mary Ann"],
  ["datediff('day', timestamp '2025-12-31 23:59:00', timestamp '2026-01-01 00:01:00')", 1], // boundaries crossed
  ["datediff('month', date '2025-12-31', date '2026-01-01')", 1],
];

it.each(cases)("%s is %s", async (expression, expected) => {
  const isInstant = typeof expected === "string" && /^\d{4}-\d\d-\d\d( [\d:]{8})?$/.test(expected);
  const instant = isInstant
    ? new Date(`${String(expected).replace(" ", "T")}${String(expected).length === 10 ? "T00:00:00" : ""}Z`)
    : expected;
  expect(await value(expression)).toEqual(instant);
});

it("has a case for every macro", () => {
  const prelude = readFileSync(join(sqlFolder, "00_platform/prelude.duckdb.sql"), "utf8");
  const macros = [...prelude.matchAll(/create or replace macro (\w+)\(/g)].map((match) => match[1]!);
  const tried = cases.map(([expression]) => expression).join(" ");
  expect(macros.filter((macro) => !tried.includes(`${macro}(`))).toEqual([]);
});

describe("null order is Snowflake's", () => {
  const rows = "(values (1), (null), (2)) as t(n)";
  it("in windows: the row with no value is the largest", async () => {
    const sql = `select n, row_number() over (order by n) as up, row_number() over (order by n desc) as down from ${rows} order by up`;
    expect(await db.rows({ name: "order", sql })).toEqual([
      { n: 1, up: 1, down: 3 },
      { n: 2, up: 2, down: 2 },
      { n: null, up: 3, down: 1 },
    ]);
  });
});
