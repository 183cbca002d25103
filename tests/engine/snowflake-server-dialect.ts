// What the workbook says to Snowflake and DuckDB does not understand, said in DuckDB's words. As narrow as can be: a
// statement outside of these few forms passes as it is, and is refused when DuckDB does not know it.

/** A script cut at its semicolons; comments, quoted text and `$$ .. $$` hide theirs. Comments in front are left out. */
export function statementsOf(script: string): string[] {
  const pieces = script.match(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|[\s\S]/g) ?? [];
  const statements = [""];
  for (const piece of pieces) {
    if (piece === ";") statements.push("");
    else if (/^(--|\/\*)/.test(piece)) statements[statements.length - 1] += "\n";
    else statements[statements.length - 1] += piece;
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== "");
}

/** Functions of Snowflake that only its own forms of the workbook's SQL use, as macros with as many arguments. */
export const MACROS = `
  create or replace macro try_to_date(x) as try_cast(x as date), (x, form) as try_cast(x as date);
  create or replace macro try_to_decimal(x, digits, scale) as try_cast(x as decimal(12, 2));
  create or replace macro to_varchar(x, form) as
    strftime(x, case form when 'YYYY-MM-DD' then '%Y-%m-%d' else '%Y-%m-%d %H:%M:%S.%f' end);
  create or replace macro flatten(input) as table select unnest(input) as value;`;

/** One statement in DuckDB's words. */
export function inDuckDb(statement: string): string {
  return (
    macroOf(statement) ??
    statement
      .replace(/^(create (?:or replace )?)transient (?=table)/i, "$1")
      .replace(/^(create or replace table \S+) cluster by \([^)]*\)/i, "$1")
      .replace(/\bobject_construct_keep_null\(/gi, "json_object(")
      .replace(/\bhash_agg\(([^)]*)\)/gi, "coalesce(bit_xor(hash($1)), 0)")
      .replace(
        /row_number\(\) over \(order by seq8\(\)\) - 1 as n\s+from table\(generator\(rowcount => (\d+)\)\)/i,
        ROWS,
      )
  );
}

const ROWS = "range as n from range($1)";
const FUNCTION = /^create or replace function (\S+?)\s*\(([^)]*)\)\s*returns \S+(?:\s*\([^)]*\))? as\s*\$\$(.*)\$\$$/is;

/** A function as a macro; what Snowflake calls a number holds 38 digits. */
function macroOf(statement: string): string | undefined {
  const [, name, parameters, body] = FUNCTION.exec(statement) ?? [];
  if (name === undefined) return undefined;
  const declared = parameters!.split(",").map((parameter) => parameter.trim().split(/\s+/));
  let words = body!.replaceAll("number(38, 0)", "hugeint");
  for (const [word, type] of declared) {
    if (type === "number") words = words.replace(new RegExp(`\\b${word}\\b`, "g"), `${word}::hugeint`);
  }
  return `create or replace macro ${name}(${declared.map(([word]) => word).join(", ")}) as (${words})`;
}

/** Whether a statement defines something, and so commits what stands open. */
export function isDefinition(statement: string): boolean {
  return /^(create|drop|alter (?!session))/i.test(statement);
}
