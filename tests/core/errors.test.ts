// What an error line shows of a statement that an engine refused.
import { describe, expect, it } from "vitest";
import { SqlError } from "../../lib/src/core/errors";
import { openDuckDb } from "../../lib/src/engine/duckdb";

describe("a value that could not be read", () => {
  it.each([
    ["select cast('x@example.com' as integer)", "Could not convert string '***' to INT32"],
    ["select cast('O''Neill' as integer)", "Could not convert string '***' to INT32"],
    ["select cast('two' || chr(10) || 'lines' as integer)", "Could not convert string '***'"],
    ["select cast('ada@post.org' as timestamp)", 'invalid timestamp field format: "***"'],
    ["select cast('1980-13-41' as date)", 'date field value out of range: "***"'],
    ["select strptime('ada@post.org', '%Y')", 'Could not parse string "***"'],
    ["select cast(12345.67 as decimal(3, 1))", 'Casting value "***" to type DECIMAL(3,1)'],
    ["select cast(463555 as tinyint)", "Type INT32 with value *** can't be cast"],
  ])("is not told: %s", async (sql, words) => {
    const engine = openDuckDb({ file: ":memory:" });
    const error = await engine.rows({ name: "ask", sql }).catch((refusal: SqlError) => refusal);
    await engine.close();
    expect(error).toBeInstanceOf(SqlError);
    expect((error as SqlError).message).toContain(words);
    expect((error as SqlError).message).not.toMatch(/example|Neill|two|4635|1980|ada|12345/);
  });

  it.each([
    ["Numeric value 'ada@post.org' is not recognized (100038, 22018)", "Numeric value '***' is not recognized (100038"],
    ["Can't parse 'Ada' as date with format 'YYYY'", "Can't parse '***'"],
  ])("is not told by Snowflake either: %s", (words, told) => {
    const { message } = new SqlError("ask", "snowflake", new Error(words));
    expect(message).toContain(`ask failed on snowflake: ${told}`);
    expect(message).not.toMatch(/ada/i);
  });
});

describe("names", () => {
  it.each([
    'Binder Error: Referenced column "emial" not found in FROM clause!',
    "SQL compilation error: Object 'GOLD.NOBODY' does not exist or not authorized.",
  ])("are told: %s", (words) => expect(new SqlError("ask", "duckdb", new Error(words)).message).toContain(words));
});
