// What silver and gold hold, in small answers for the chapter on transforms.
import type { Engine } from "../engine/engine";

/** A step on the way from records to matches. */
export interface FunnelStep {
  readonly step: string;
  readonly pair_count: number;
}

/** How few pairs are compared, and how many of those match. */
export async function matchFunnel(db: Engine): Promise<FunnelStep[]> {
  const [row] = await db.rows<{ all_pairs: number; candidates: number; matches: number }>({
    name: "match funnel",
    sql: `select
              (select count_if(source_system = 'legacy')::bigint * count_if(source_system = 'acquired')::bigint
               from silver.customer_record) as all_pairs,
              (select count(*) from silver.customer_match_candidate) as candidates,
              (select count(*) from silver.customer_match) as matches`,
  });
  return [
    { step: "pairs of one record from each book", pair_count: row!.all_pairs },
    { step: "pairs that share something rare, compared", pair_count: row!.candidates },
    { step: "pairs that are one person", pair_count: row!.matches },
  ];
}

/** The most frequent reasons for a match; no names, no addresses. */
export function matchReasons(
  db: Engine,
  limit: number,
): Promise<{ match_reason: string; match_points: number; match_count: number }[]> {
  return db.rows({
    name: "match reasons",
    sql: `select match_reason, min(match_points) as match_points, count(*) as match_count
          from silver.customer_match group by match_reason order by match_count desc, match_reason limit ?::integer`,
    binds: [limit],
  });
}

/** Records of both books, customers they belong to, and customers in both books. */
export async function customerCounts(db: Engine): Promise<{ records: number; customers: number; in_both: number }> {
  const [row] = await db.rows<{ records: number; customers: number; in_both: number }>({
    name: "customer counts",
    sql: `select (select count(*) from silver.customer_record) as records, count(*) as customers,
              count_if(is_in_both_books) as in_both from silver.customer`,
  });
  return row!;
}

/** The fact of the star, with the columns that matter for reading it. */
export const starFact = {
  name: "fct_transactions",
  columns: ["transaction_id", "customer_key", "date_key", "merchant_category_key", "amount", "status", "channel"],
};

/** The dimensions around it. */
export const starDimensions = [
  {
    name: "dim_customer",
    key: "customer_key",
    columns: ["customer_key", "customer_id", "valid_from", "valid_to", "card_type", "credit_limit"],
  },
  { name: "dim_date", key: "date_key", columns: ["date_key", "month", "day_of_week", "is_holiday"] },
  {
    name: "dim_merchant_category",
    key: "merchant_category_key",
    columns: ["merchant_category_key", "category_group", "is_discretionary"],
  },
];

/** Approved spend by card type, joined to the version of the day and joined to today's. */
export interface CardSpend {
  readonly card_type: string;
  readonly then_amount: number;
  readonly now_amount: number;
  /** now minus then: what a join to the current version moves to this card. */
  readonly difference_amount: number;
}

/** What joining facts to the current version, instead of the one valid on the day, does to spend by card type. */
export function spendByCardThenAndNow(db: Engine): Promise<CardSpend[]> {
  return db.rows<CardSpend>({
    name: "spend by card, then and now",
    sql: `with spend as (
              select customer_key, sum(amount) as amount
              from gold.fct_transactions where status = 'approved' group by customer_key
          ),
          both_cards as (
              select spend.amount, version.card_type as card_then, today.card_type as card_now
              from spend
              join gold.dim_customer as version on spend.customer_key = version.customer_key
              join gold.dim_customer as today on version.customer_id = today.customer_id and today.is_current
          )
          select card.card_type,
              sum(iff(card_then = card.card_type, amount, 0)) as then_amount,
              sum(iff(card_now = card.card_type, amount, 0)) as now_amount,
              sum(iff(card_now = card.card_type, amount, 0) - iff(card_then = card.card_type, amount, 0)) as difference_amount
          from both_cards
          cross join (select distinct card_type from gold.dim_customer where card_type is not null) as card
          group by card.card_type
          order by card.card_type`,
  });
}
