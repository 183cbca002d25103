// What a file of sql/ makes and reads, told from its text.
import { describe, expect, it } from "vitest";
import { sqlFile, sqlFiles, timesRead, withoutCommentsAndText } from "../../lib/src/sql/model";
import { statementCount } from "../../lib/src/sql/script";

describe("creates", () => {
  it.each([
    ["a table", "create table gold.a as select 1 as n"],
    ["a replaced table", "create or replace table gold.a as select 1 as n"],
    ["a table made once", "create table if not exists gold.a (n integer)"],
    ["a transient table", "create or replace transient table gold.a (n integer)"],
    ["a temporary table", "create temp table gold.a (n integer)"],
    ["a view", "CREATE OR REPLACE VIEW Gold.A AS SELECT 1 AS n"],
    ["a name on the next line", "create or replace table\n  gold.a\nas select 1 as n"],
    ["a comment in between", "create or replace table -- the one\n gold.a as select 1 as n"],
  ])("%s", (_what, sql) => expect(sqlFile("x", sql).creates).toEqual(["gold.a"]));

  it.each([
    ["a comment", "-- create table gold.a\nselect 1"],
    ["a block comment", "/* create table gold.a */ select 1"],
    ["a text", "select 'create table gold.a' as example"],
    ["a schema of somebody else", "create table other.a (n integer)"],
  ])("nothing in %s", (_what, sql) => expect(sqlFile("x", sql).creates).toEqual([]));
});

describe("reads", () => {
  it.each([
    ["from", "select n from silver.b", ["silver.b"]],
    ["join, in any case", "SELECT 1 FROM Silver.B LEFT JOIN gold.c USING (n)", ["gold.c", "silver.b"]],
    ["a list after from", "select 1 from silver.b b, silver.c, bronze.d as d", ["bronze.d", "silver.b", "silver.c"]],
    [
      "a list with spaces before its commas",
      "select 1 from silver.b ,silver.c , bronze.d",
      ["bronze.d", "silver.b", "silver.c"],
    ],
    ["merge using", "merge into gold.a using silver.b on 1 = 1 when matched then delete", ["silver.b"]],
    ["a name once", "select 1 from silver.b union all select 2 from silver.b", ["silver.b"]],
    ["a CTE's source, not the CTE", "with b as (select n from silver.b) select n from b", ["silver.b"]],
    ["a CTE named like a table", "with customer as (select 1 as n) select n from customer", []],
    ["a sub-query", "select (select max(n) from silver.b) as n", ["silver.b"]],
    ["not a function", "select n from generator.slots(3), generator.numbers", ["generator.numbers"]],
    [
      "not what it creates",
      "create table gold.a as select 1 as n; insert into gold.a select n from gold.a join silver.b using (n)",
      ["silver.b"],
    ],
    ["not a comment", "select 1 -- from silver.b\n/* join silver.c */", []],
    ["not a text, even with quotes in it", "select 'it''s from silver.b' as said", []],
    ["what follows a text with two dashes", "select '--' as dashes from silver.b", ["silver.b"]],
    ["what follows a comment with an apostrophe", "-- a bank's own\nselect 1 from silver.b", ["silver.b"]],
    ["a name that begins with another's", "select 1 from silver.customer_match", ["silver.customer_match"]],
  ])("%s", (_what, sql, reads) => expect(sqlFile("x", sql).reads).toEqual(reads));
});

it("counts how often a file reads a table, each time once", () => {
  const sql =
    "with a as (select n from gold.b), c as (select n from gold.b2) select n from a join gold.b using (n) -- gold.b";
  expect(timesRead({ sql }, "gold.b")).toBe(2);
  expect(timesRead({ sql }, "gold.c")).toBe(0);
});

it("gives an engine its own files and the shared ones, by name", () => {
  const duckdb = sqlFiles("00_platform", "duckdb").map((file) => file.name);
  const snowflake = sqlFiles("00_platform", "snowflake").map((file) => file.name);
  expect(duckdb).toContain("00_platform/prelude");
  expect(snowflake).not.toContain("00_platform/prelude");
  expect(snowflake).toContain("00_platform/setup");
  expect([...duckdb].sort()).toEqual(duckdb);
});

it("blanks comments and texts only", () => {
  expect(withoutCommentsAndText("a -- b\nc 'd''e' f /* g\nh */ i").replace(/\s+/g, " ")).toBe("a c f i");
});

it.each([
  ["nothing", "  -- only a comment\n", 0],
  ["one without a semicolon", "select 1", 1],
  ["one with", "select 1;\n", 1],
  ["two", "select 1; select 2", 2],
  ["a semicolon in a text", "select ';'", 1],
  ["a semicolon in a comment", "select 1 -- a; b\n", 1],
  ["a body in dollars", "create procedure p() as $$ begin; it's; end $$; call p()", 2],
  ["a name in quotes", 'select 1 as "a; b", 2 as "it\'s"; select 3', 2],
  ["text between dollars in a comment", "select 1 -- $$\n; select 2 -- $$", 2],
  ["nothing but semicolons and words aside", ";; -- nothing\n;", 0],
])("counts the statements of a script: %s", (_what, sql, count) => expect(statementCount(sql)).toBe(count));
