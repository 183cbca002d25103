// A script as its statements.

const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//;
const QUOTED = /\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|"(?:[^"]|"")*"/;
const COMMENT_OR_QUOTED = new RegExp(`(${COMMENT.source})|${QUOTED.source}`, "g");

/**
 * How many statements a script holds; comments, quoted names and quoted text, `$$ .. $$` too, hide their semicolons.
 *
 * @example
 * statementCount("select ';'; -- one; more\nselect 2;"); // => 2
 */
export function statementCount(sql: string): number {
  const code = sql.replace(COMMENT_OR_QUOTED, (_found, comment?: string) => (comment ? " " : "x"));
  return code.split(";").filter((part) => part.trim() !== "").length;
}
