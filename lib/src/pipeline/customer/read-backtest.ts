// What the churn model would have said of a customer on days before it was there.

import { fitRiskScale, riskCategory, riskScores } from "../../churn/risk-scale";
import { isoDay } from "../../core/dates";
import type { RiskScore } from "../../customer/life";
import type { Engine } from "../../engine/engine";
import { columnsOf } from "../table-version";

/**
 * Scores from the model's backtest, by day, up to `as_of`; none before the first training. The trees had learned from
 * what was known on each of these days, and the score is a rank among all who were scored on the day. The probability
 * stays out: it was calibrated with outcomes that came later, which changes no rank.
 */
export async function readBacktestScores(db: Engine, customer_id: string, as_of: string): Promise<RiskScore[]> {
  if ((await columnsOf(db, "gold.churn_backtest")).length === 0) return [];
  const rows = await db.columns({
    name: "backtest of a customer",
    sql: `select snapshot_date, churn_probability, customer_id = ? as is_theirs
          from gold.churn_backtest where snapshot_date <= ?::date`,
    binds: [customer_id, as_of],
  });
  const [days, probabilities] = [rows.snapshot_date as Date[], rows.churn_probability as Float64Array];
  const theirs = (rows.is_theirs as boolean[]).flatMap((is_theirs, row) => (is_theirs ? [row] : []));
  return theirs
    .map((row) => {
      const of_that_day = probabilities.filter((_, other) => days[other]!.getTime() === days[row]!.getTime());
      const [score] = riskScores(fitRiskScale(of_that_day), [probabilities[row]!]);
      return {
        snapshot_date: days[row]!,
        churn_probability: null,
        churn_risk_score: score!,
        churn_risk_category: `${riskCategory(score!)} Risk`,
        is_backtest: true,
      };
    })
    .sort((a, b) => (isoDay(a.snapshot_date) < isoDay(b.snapshot_date) ? -1 : 1));
}
