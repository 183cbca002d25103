// One look at all of a file's transactions before they are loaded: which days they span, and whether all keep the rules.
import { addDays, isoDay } from "../core/dates";
import type { Engine } from "../engine/engine";
import { lastBelievableDay } from "./latest-date";
import { ruleSql, stagingSql } from "./rules";
import type { StageOptions } from "./stage-csv";
import type { StagedFile, StagedOrigin } from "./staged-file";

interface Look {
  readonly row_count: number;
  readonly doubt_count: number;
  readonly amount_sum: string | null;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
}

/**
 * Stages transactions for good: with the last day that the file itself makes believable when no sender told one, and
 * marked as proven when no record breaks a rule, so that they can go straight into the table.
 *
 * @param stage stages the file with a given last day
 * @param origin where the file lies; its last day is the one its sender told, or null
 */
export async function proveTransactions(
  engine: Engine,
  stage: (latest_date: string | null) => StagedFile,
  { source_file, latest_date: told }: StagedOrigin,
  { signal, replaces_all = false }: StageOptions,
): Promise<StagedFile> {
  const staged = stage(told);
  const look = await lookAt(engine, staged, signal);
  const { first_at, last_at } = look;
  if (told === null && first_at && last_at && isoDay(last_at) > addDays(isoDay(first_at), 366)) {
    const middle = await middleDay(engine, staged, signal);
    const believable = lastBelievableDay(isoDay(first_at), middle);
    if (isoDay(last_at) > believable) return stage(believable);
  }
  if (look.doubt_count > 0 || staged.broken || look.row_count !== staged.rows_in_file) return staged;
  if (!replaces_all && (await hasLoadedRows(engine, source_file, look, signal))) return staged;
  return { ...staged, proven: { amount_sum: look.amount_sum, first_at, last_at } };
}

async function lookAt(engine: Engine, staged: StagedFile, signal?: AbortSignal): Promise<Look> {
  const [look] = await engine.rows<Look>({
    name: `look at ${staged.feed}`,
    sql: `${stagingSql(engine, staged)}
      ${ruleSql(engine, "doubtful_transactions")}
      select row_count, doubt_count, amount_sum::varchar as amount_sum, first_at, last_at
      from bronze.doubtful_transactions`,
    ...(signal && { signal }),
  });
  return look!;
}

async function middleDay(engine: Engine, staged: StagedFile, signal?: AbortSignal): Promise<string> {
  const [row] = await engine.rows<{ middle: Date }>({
    name: "middle day of a file",
    sql: `${stagingSql(engine, staged)}
      with days as (
        select transaction_at::date as transaction_date, count(*) as row_count
        from bronze.staged_transactions where transaction_at is not null group by 1
      )
      select transaction_date as middle from days
      qualify sum(row_count) over (order by transaction_date) >= sum(row_count) over () / 2.0
      order by transaction_date limit 1`,
    ...(signal && { signal }),
  });
  return isoDay(row!.middle);
}

/** Whether other files' transactions of the same span are loaded; then keys have to be held against them one by one. */
async function hasLoadedRows(engine: Engine, source_file: string, look: Look, signal?: AbortSignal): Promise<boolean> {
  if (!look.first_at || !look.last_at) return false;
  const rows = await engine.rows({
    name: "transactions of the same span",
    sql: "select 1 from bronze.transactions where transaction_at >= ?::timestamp and transaction_at <= ?::timestamp and _source_file <> ? limit 1",
    binds: [instant(look.first_at, 0), instant(look.last_at, 1000), source_file],
    ...(signal && { signal }),
  });
  return rows.length > 0;
}

/** Dates hold milliseconds, the table microseconds: the end is moved up to be on the safe side. */
function instant(date: Date, ms: number): string {
  return new Date(date.getTime() + ms).toISOString().replace("T", " ").replace("Z", "");
}
