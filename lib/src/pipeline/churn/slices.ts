// The same model, seen group by group: age, state, book, frequency, segment.
import type { Interval } from "../../churn/bootstrap";
import { auc } from "../../churn/ranking-metrics";
import { saidOverHappened } from "../../churn/said-over-happened";
import { outcomesAt } from "../../churn/threshold-metrics";
import type { Engine } from "../../engine/engine";
import { columnsOf } from "../table-version";
import type { Backtest } from "./evaluate";

/** One group of customers of the test cut-off. */
export interface ChurnSlice {
  readonly dimension: "age" | "state" | "book" | "purchases a month" | "segment";
  readonly slice: string;
  readonly customers: number;
  readonly churned: number;
  readonly churn_rate: number;
  readonly mean_probability: number;
  /** Sum of probabilities over those who churned, 95 % by customer; null where fewer than ten churned. */
  readonly said_over_happened: Interval | null;
  /** Null where nobody churned or nobody stayed. */
  readonly auc: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly contacted_share: number;
}

/**
 * A backtest by age band, state, book, purchases a month and segment (that of the month before the cut-off). Age is not
 * in the model; here it shows whether the model treats an age group worse. Groups of fewer than `least` customers are
 * put together as "others".
 */
export async function churnSlices(db: Engine, backtest: Backtest, least = 100): Promise<ChurnSlice[]> {
  const groups = await groupsOf(db, backtest.snapshot_date);
  const dimensions: readonly ChurnSlice["dimension"][] = ["age", "state", "book", "purchases a month", "segment"];
  return dimensions.flatMap((dimension) => {
    const rowsBy = new Map<string, number[]>();
    for (const [row, customer_id] of backtest.customer_ids.entries()) {
      const slice = groups.get(customer_id)?.[dimension];
      if (slice == null) continue;
      const rows = rowsBy.get(slice);
      if (rows) rows.push(row);
      else rowsBy.set(slice, [row]);
    }
    const small = [...rowsBy].filter(([, rows]) => rows.length < least);
    if (small.length > 1) {
      for (const [slice] of small) rowsBy.delete(slice);
      rowsBy.set(
        "others",
        small.flatMap(([, rows]) => rows),
      );
    }
    return [...rowsBy]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([slice, rows]) => ({ dimension, slice, ...numbersOf(backtest, rows) }));
  });
}

function numbersOf(backtest: Backtest, rows: readonly number[]): Omit<ChurnSlice, "dimension" | "slice"> {
  const scores = rows.map((row) => backtest.scores[row]!);
  const labels = rows.map((row) => backtest.labels[row]!);
  const customer_ids = rows.map((row) => backtest.customer_ids[row]!);
  const customers = rows.length;
  const churned = labels.reduce((sum, label) => sum + label, 0);
  const hasBoth = churned > 0 && churned < customers;
  const { precision, recall, contacted_share } = outcomesAt({ scores, labels }, backtest.threshold);
  return {
    customers,
    churned,
    churn_rate: churned / customers,
    mean_probability: scores.reduce((sum, score) => sum + score, 0) / customers,
    said_over_happened: churned >= 10 ? saidOverHappened(customer_ids, scores, labels) : null,
    auc: hasBoth ? auc({ scores, labels }) : null,
    precision: Number.isFinite(precision) ? precision : null,
    recall: Number.isFinite(recall) ? recall : null,
    contacted_share,
  };
}

type Groups = Readonly<Record<ChurnSlice["dimension"], string | null>>;

async function groupsOf(db: Engine, snapshot_date: string): Promise<Map<string, Groups>> {
  const history = await columnsOf(db, "gold.customer_segment_history");
  const hasSegments = history.includes("customer_segment") && history.includes("snapshot_date");
  const rows = await db.rows<Groups & { customer_id: string }>({
    name: "churn slices",
    sql: `with ages as (
              select customer_id, state, source_system,
                  floor(datediff('month', date_of_birth, ?::date) / 12) as age
              from gold.dim_customer
              where is_current and customer_key <> -1
          ),
          segments as (${
            hasSegments
              ? `select customer_id, customer_segment from gold.customer_segment_history
                 where snapshot_date < ?::date
                 qualify row_number() over (partition by customer_id order by snapshot_date desc) = 1`
              : "select null::varchar as customer_id, null::varchar as customer_segment where 1 = 0"
          })
          select age.customer_id,
              case when age < 25 then 'under 25' when age < 35 then '25-34' when age < 50 then '35-49'
                  when age < 65 then '50-64' else '65 and over' end as "age",
              age.state as "state", age.source_system as "book",
              case when feature.purchases_180_days < 12 then 'under 2' when feature.purchases_180_days < 36 then '2 to 6'
                  when feature.purchases_180_days < 90 then '6 to 15' else '15 and more' end as "purchases a month",
              segment.customer_segment as "segment"
          from ages as age
          join gold.churn_features as feature on age.customer_id = feature.customer_id and feature.snapshot_date = ?::date
          left join segments as segment on age.customer_id = segment.customer_id`,
    binds: hasSegments ? [snapshot_date, snapshot_date, snapshot_date] : [snapshot_date, snapshot_date],
  });
  return new Map(rows.map((row) => [row.customer_id, row]));
}
