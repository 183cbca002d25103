// Two rules make one label; each has causes of its own. How well does the score find those of either?
import { auc } from "../../churn/ranking-metrics";
import type { Engine } from "../../engine/engine";
import type { Backtest } from "./evaluate";

/** Those who churned by a rule, against those who stayed by both. */
export interface RuleResult {
  readonly rule: "silent for too long" | "spend has fallen" | "both at once";
  readonly churned: number;
  readonly churn_rate: number;
  readonly mean_probability: number;
  /** Null when nobody churned by this rule. */
  readonly auc: number | null;
}

/** The score of a backtest, rule by rule; who churned by both rules counts in all three lines. */
export async function churnByRule(
  db: Engine,
  { customer_ids, scores, snapshot_date }: Backtest,
): Promise<RuleResult[]> {
  const rows = await db.rows<{ customer_id: string; is_inactive: boolean; has_declined: boolean }>({
    name: "churn by rule",
    sql: "select customer_id, is_inactive, has_declined from gold.churn_labels where snapshot_date = ?::date",
    binds: [snapshot_date],
  });
  const labels = new Map(rows.map((row) => [row.customer_id, row]));
  const judged = customer_ids.map((id, row) => ({ ...labels.get(id)!, score: scores[row]! }));
  const stayed = judged.filter(({ is_inactive, has_declined }) => !is_inactive && !has_declined);
  const result = (rule: RuleResult["rule"], churned: typeof judged): RuleResult => ({
    rule,
    churned: churned.length,
    churn_rate: churned.length / judged.length,
    mean_probability: churned.reduce((sum, { score }) => sum + score, 0) / churned.length,
    auc:
      churned.length > 0 && stayed.length > 0
        ? auc({
            scores: [...churned, ...stayed].map(({ score }) => score),
            labels: [...churned.map(() => 1), ...stayed.map(() => 0)],
          })
        : null,
  });
  return [
    result(
      "silent for too long",
      judged.filter(({ is_inactive }) => is_inactive),
    ),
    result(
      "spend has fallen",
      judged.filter(({ has_declined }) => has_declined),
    ),
    result(
      "both at once",
      judged.filter(({ is_inactive, has_declined }) => is_inactive && has_declined),
    ),
  ];
}
