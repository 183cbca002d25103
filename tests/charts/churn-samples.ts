// One of each chart about a churn score, small.
import { barsChart } from "../../lib/src/charts/bars-chart";
import { liftChart } from "../../lib/src/charts/lift-chart";
import { profitChart } from "../../lib/src/charts/profit-chart";
import { reasonsChart } from "../../lib/src/charts/reasons-chart";
import { reliabilityChart } from "../../lib/src/charts/reliability-chart";
import { rocChart } from "../../lib/src/charts/roc-chart";
import type { VegaLiteSpec } from "../../lib/src/charts/spec";
import { stabilityChart } from "../../lib/src/charts/stability-chart";

const words = (title: string) => ({
  title,
  subtitle: "which snapshot, how many customers",
  description: "It says something.",
});
const steps = Array.from({ length: 21 }, (_, i) => i / 20);
const curve = (model: string, power: number) =>
  steps.map((step) => ({ model, false_positive_rate: step, true_positive_rate: step ** power }));

export const churnSamples: Readonly<Record<string, VegaLiteSpec>> = {
  roc: rocChart([...curve("trees, AUC 0.90", 0.11), ...curve("logistic, AUC 0.88", 0.14)], words("Churners found")),
  lift: liftChart(
    [6.4, 1.6, 0.7, 0.4, 0.3, 0.2, 0.15, 0.12, 0.08, 0.05].map((lift, i) => ({
      decile: i + 1,
      lift,
      lift_low: 0.9 * lift - 0.02,
      lift_high: 1.1 * lift + 0.02,
    })),
    words("The riskiest tenth churns most"),
  ),
  reliability: reliabilityChart(
    [0.01, 0.02, 0.04, 0.08, 0.2, 0.5].map((said, i) => ({
      mean_probability: said,
      churn_rate: said * (0.9 + 0.05 * i),
      low: said * 0.7,
      high: said * 1.25,
    })),
    words("What was said happened"),
  ),
  profit: profitChart(
    steps.slice(1).map((share) => ({ contacted_share: share, profit: 90_000 * share ** 0.3 - 120_000 * share })),
    { ...words("Whom to contact"), markers: [{ contacted_share: 0.1, profit: 33_100, label: "from 0.24 up" }] },
  ),
  stability: stabilityChart(
    [
      { feature: "declines_90", psi: 0.41, band: "major" },
      { feature: "purchases_30", psi: 0.14, band: "moderate" },
      { feature: "recency_days", psi: 0.01, band: "stable" },
    ],
    words("Which inputs moved"),
  ),
  reasons: reasonsChart(
    [
      { sentence: "no purchase for 41 days", margin: 1.21 },
      { sentence: "spends 35 % of what is usual", margin: 0.64 },
      { sentence: "all else", margin: 0.08 },
      { sentence: "4 subscriptions on the card", margin: -0.37 },
    ],
    words("Why customer L1000042 scores 91"),
  ),
  importance: barsChart(
    [
      { feature: "spend_ratio_30_180", importance_share: 0.23 },
      { feature: "recency_days", importance_share: 0.11 },
    ],
    {
      ...words("What the model leans on"),
      label: "feature",
      value: "importance_share",
      value_title: "share of mean |SHAP|",
      format: ".0%",
    },
  ),
};
