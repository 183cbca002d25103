// A script as its statements.
import { withoutCommentsAndText } from "./model";

/**
 * How many statements a script holds; comments and quoted text, `$$ .. $$` too, hide their semicolons.
 *
 * @example
 * statementCount("select ';'; -- one; more\nselect 2;"); // => 2
 */
export function statementCount(sql: string): number {
  const code = withoutCommentsAndText(sql.replace(/\$\$[\s\S]*?\$\$/g, "''"));
  return code.split(";").filter((part) => part.trim() !== "").length;
}
