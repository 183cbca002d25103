// Runs sql/checks: one query per promise, returning the rows that break it.
import { CheckFailedError } from "../core/errors";
import { type Progress, silent } from "../core/progress";
import type { Engine } from "../engine/engine";
import { sqlFiles } from "../sql/model";

/** A promise and how it stands. */
export interface CheckResult {
  /** The check's file name, e.g. "dim_customer_spans". */
  readonly check_name: string;
  /** What it promises: the first comment line of its file. */
  readonly promise: string;
  /** Whether it is about the books as they were sent: in loaded ones its rows are counted, and no model can mend them. */
  readonly is_about_books: boolean;
  /** Rows that break it; 0 means the promise is kept. */
  readonly broken_count: number;
  /** The first few of those rows, sorted, for the message. */
  readonly examples: readonly Record<string, unknown>[];
}

const EXAMPLES = 5;

/** What the promises are about: the warehouse up to the star schema, or what stands on it: the churn features, the marts. */
export type CheckFolder = "checks" | "checks/features" | "checks/marts";

/**
 * Runs every check of a folder and answers how each promise stands; a broken one does not stop the others.
 *
 * @param folder "checks" for silver and the star schema, "checks/features" and "checks/marts" for what stands on them
 */
export async function runChecks(
  engine: Engine,
  progress: Progress = silent,
  folder: CheckFolder = "checks",
): Promise<CheckResult[]> {
  const checks = sqlFiles(folder, engine.name);
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    progress({ task: "checks", done: index, total: checks.length });
    const query = check.sql.trim().replace(/;\s*$/, "");
    const [broken] = await engine.rows<{ broken_count: number }>({
      name: `${check.name}.sql`,
      sql: `select count(*) as broken_count from (\n${query}\n) as broken`,
    });
    const { broken_count } = broken!;
    // the rows are asked for once there are any: a count beside every row takes a window over what is nearly always nothing
    const examples =
      broken_count === 0
        ? []
        : await engine.rows<Record<string, unknown>>({
            name: `${check.name}.sql`,
            sql: `select * from (\n${query}\n) as broken order by all limit ${EXAMPLES}`,
          });
    results.push({
      check_name: check.name.replace(`${folder}/`, ""),
      promise: promiseOf(check.sql),
      is_about_books: /^-- books\s/m.test(check.sql),
      broken_count,
      examples,
    });
  }
  progress({ task: "checks", done: checks.length, total: checks.length });
  return results;
}

/** @throws CheckFailedError naming every broken promise with its count */
export function mustHold(results: readonly CheckResult[]): void {
  const broken = results.filter((result) => result.broken_count > 0);
  if (broken.length === 0) return;
  const names = broken.map((result) => `${result.check_name} (${result.broken_count} rows)`).join(", ");
  throw new CheckFailedError(
    `${broken.length} of ${results.length} checks are broken: ${names}; each is a query in sql/checks`,
  );
}

function promiseOf(sql: string): string {
  const line = /^--\s*(?:[a-z0-9_]+:\s*)?(.+)$/m.exec(sql)?.[1] ?? "";
  return line.trim();
}
