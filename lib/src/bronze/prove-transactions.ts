// One look at all of a file's transactions before they are loaded: which days they span, and whether all keep the rules.
import { addDays, isoDay } from "../core/dates";
import type { Engine } from "../engine/engine";
import { rulesSql } from "./accept-file";
import { lastBelievableDay } from "./latest-date";
import type { StagedFile } from "./staged-file";

interface Look {
  readonly row_count: number;
  readonly broken_count: number;
  readonly key_count: number;
  readonly amount_sum: string | null;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
}

/**
 * Stages transactions for good: with the last day that the file itself makes believable when no sender told one, and
 * marked as proven when no record breaks a rule, so that they can go straight into the table.
 *
 * @param stage stages the file with a given last day
 * @param told the last day as its sender told it
 */
export async function proveTransactions(
  engine: Engine,
  stage: (latest_date: string | null) => StagedFile,
  told: string | null,
  signal?: AbortSignal,
): Promise<StagedFile> {
  const staged = stage(told);
  const look = await lookAt(engine, staged, signal);
  const { first_at, last_at } = look;
  if (told === null && first_at && last_at && isoDay(last_at) > addDays(isoDay(first_at), 366)) {
    const middle = await middleDay(engine, staged, signal);
    const believable = lastBelievableDay(isoDay(first_at), middle);
    if (isoDay(last_at) > believable) return stage(believable);
  }
  const keepsRules = look.broken_count === 0 && look.key_count === look.row_count;
  if (!keepsRules || staged.broken || look.row_count !== staged.rows_in_file) return staged;
  if (await hasLoadedRows(engine, look, signal)) return staged;
  return { ...staged, proven: { amount_sum: look.amount_sum } };
}

async function lookAt(engine: Engine, staged: StagedFile, signal?: AbortSignal): Promise<Look> {
  const [look] = await engine.rows<Look>({
    name: `look at ${staged.feed}`,
    // as many hashes as rows prove as many keys; fewer may be chance, and then the rules look key by key
    sql: `${staged.setup}
      ${rulesSql(engine, staged.feed, staged.setup)}
      select count(*) as row_count, count_if(own_rule_id is not null) as broken_count,
        count(distinct hash(transaction_id)) as key_count, sum(amount)::varchar as amount_sum,
        min(transaction_at) as first_at, max(transaction_at) as last_at
      from bronze.ruled_transactions`,
    ...(signal && { signal }),
  });
  return look!;
}

async function middleDay(engine: Engine, staged: StagedFile, signal?: AbortSignal): Promise<string> {
  const [row] = await engine.rows<{ middle: Date }>({
    name: "middle day of a file",
    sql: `${staged.setup}
      ${rulesSql(engine, staged.feed, staged.setup)}
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

/** Whether transactions of the same span are loaded; then keys have to be held against them one by one. */
async function hasLoadedRows(engine: Engine, look: Look, signal?: AbortSignal): Promise<boolean> {
  if (!look.first_at || !look.last_at) return false;
  const rows = await engine.rows({
    name: "transactions of the same span",
    sql: "select 1 from bronze.transactions where transaction_at >= ?::timestamp and transaction_at <= ?::timestamp limit 1",
    binds: [instant(look.first_at, 0), instant(look.last_at, 1000)],
    ...(signal && { signal }),
  });
  return rows.length > 0;
}

/** Dates hold milliseconds, the table microseconds: the end is moved up to be on the safe side. */
function instant(date: Date, ms: number): string {
  return new Date(date.getTime() + ms).toISOString().replace("T", " ").replace("Z", "");
}
