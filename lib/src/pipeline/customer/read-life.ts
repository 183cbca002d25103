// Reads what happened to one customer besides purchases: versions of card and limit, segments, scores, contacts.
import { day } from "../../core/dates";
import type { CardVersion, Contact, RiskScore, SegmentSnapshot } from "../../customer/life";
import type { Engine } from "../../engine/engine";

/** All of it, each list by day. */
export interface Life {
  /** Empty when nobody has the id. */
  readonly versions: readonly CardVersion[];
  readonly segments: readonly SegmentSnapshot[];
  readonly scores: readonly RiskScore[];
  readonly contacts: readonly Contact[];
}

interface LifeRow {
  readonly kind: "version" | "segment" | "score" | "contact";
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly name: string | null;
  readonly detail: string | null;
  readonly amount: number | null;
  readonly whole_number: number | null;
  readonly told_at: Date | null;
}

/**
 * The whole life of a customer in one statement: four of them take nearly twice as long, most of it not in the tables.
 * No row is chosen or sorted in SQL: a second condition would keep the indexes out.
 */
export async function readLife(db: Engine, customer_id: string): Promise<Life> {
  const rows = await db.rows<LifeRow>({
    name: "life of a customer",
    is_repeated: true,
    sql: `select 'version' as kind, valid_from::timestamp as starts_at, valid_to::timestamp as ends_at, card_type as name,
              null::varchar as detail, credit_limit::double as amount, customer_key as whole_number,
              recorded_at as told_at
          from gold.dim_customer where customer_id = ?
          union all
          select 'segment', snapshot_date::timestamp, valid_from::timestamp, customer_segment, null, null, null, null
          from gold.customer_segment_history where customer_id = ?
          union all
          select 'score', snapshot_date::timestamp, null, churn_risk_category, model_version, churn_probability,
              churn_risk_score, null
          from gold.churn_predictions where customer_id = ?
          union all
          select 'contact', contacted_at, responded_at, campaign, channel, offer_amount::double, null, null
          from gold.customer_contact where customer_id = ?`,
    binds: [customer_id, customer_id, customer_id, customer_id],
  });
  rows.sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime() || (textOf(a) < textOf(b) ? -1 : 1));
  const of = (kind: LifeRow["kind"]) => rows.filter((row) => row.kind === kind);
  return {
    versions: of("version")
      .filter(({ whole_number }) => whole_number !== -1) // the row for whom no book knows
      .map(({ starts_at, ends_at, name, amount, told_at }) => ({
        valid_from: starts_at,
        valid_to: ends_at,
        recorded_at: told_at,
        card_type: name,
        credit_limit: amount,
      })),
    segments: of("segment").map(({ starts_at, ends_at, name }) => ({
      snapshot_date: starts_at,
      customer_segment: name!,
      valid_from: ends_at!,
    })),
    scores: newestModels(of("score")).map(({ starts_at, name, amount, whole_number }) => ({
      snapshot_date: starts_at,
      churn_probability: amount,
      churn_risk_score: whole_number,
      churn_risk_category: name,
      is_backtest: false,
    })),
    contacts: of("contact").map(({ starts_at, ends_at, name, detail, amount }) => ({
      contacted_at: starts_at,
      campaign: name!,
      channel: detail!,
      offer_amount: amount,
      responded_at: ends_at,
    })),
  };
}

/**
 * What of a life a day knew: versions that had begun and been told before it, the last of them still open, and the
 * first always; segments and scores given up to the day; contacts before it, with the answers that had come by then.
 */
export function lifeUpTo(as_of: string, { versions, segments, scores, contacts }: Life): Life {
  const end = day(as_of);
  const begun = versions.filter(
    ({ valid_from, recorded_at }, i) => i === 0 || (valid_from < end && (recorded_at === null || recorded_at < end)),
  );
  return {
    versions: begun.map((version, i) => (i === begun.length - 1 ? { ...version, valid_to: null } : version)),
    segments: segments.filter(({ snapshot_date }) => snapshot_date <= end),
    scores: scores.filter(({ snapshot_date }) => snapshot_date <= end),
    contacts: contacts
      .filter(({ contacted_at }) => contacted_at < end)
      .map((row) => (row.responded_at && row.responded_at >= end ? { ...row, responded_at: null } : row)),
  };
}

/** Of several models on one day the one that the profile takes: the last by its version. */
function newestModels(rows: readonly LifeRow[]): LifeRow[] {
  return rows.filter((row, i) => rows[i + 1]?.starts_at.getTime() !== row.starts_at.getTime());
}

const textOf = ({ name, detail }: LifeRow) => `${detail ?? ""}|${name ?? ""}`;
