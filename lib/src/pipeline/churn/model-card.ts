// The model card: what a churn model is, what it may be used for and how sure it is, written from its run.
import type { Interval } from "../../churn/bootstrap";
import { gainImportance } from "../../churn/importance";
import { breakEven } from "../../churn/threshold-metrics";
import { type ChurnEvaluation, contactCosts } from "./evaluate";
import type { ChurnDefinition, ChurnSnapshot } from "./feature-tables";
import { PROMOTION_RULE } from "./promotion";
import type { ChurnSlice } from "./slices";
import type { ChurnModel } from "./train";

/** What a card is written from. */
export interface ModelCardFacts {
  readonly model: ChurnModel;
  readonly evaluation: ChurnEvaluation;
  readonly definition: ChurnDefinition;
  readonly snapshots: readonly ChurnSnapshot[];
  readonly slices?: readonly ChurnSlice[];
}

/** The card as Markdown. Every number is taken from the run: the same run gives the same card. */
export function modelCard(facts: ModelCardFacts): string {
  return `${[introduction(facts), windows(facts), quality(facts), reasons(facts), groups(facts), limits(facts)]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

const number = (value: number) => value.toLocaleString("en-US");
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
const range = ({ value, low, high }: Interval, digits = 3) =>
  `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function introduction({ model, definition }: ModelCardFacts): string {
  const { trees, options } = model.judged;
  return `# Churn model ${model.model_version}

Says how likely an active customer is to stop using the card. Gradient-boosted trees (${trees.length} trees, learning
rate ${options.learning_rate}, ${options.max_leaves} leaves at most, seed ${options.seed}) on ${model.features.length} features; label ${model.label_version}; data ${model.data_hash}.

**Churned** means: no approved purchase for ${definition.inactive_days} whole days or more at the end of the label window, or spend per day in
those ${definition.label_days} days under ${percent(definition.decline_share)} of the ${definition.feature_days} days before the cut-off.

**Scored** are customers whose last purchase is less than ${definition.active_days} days old, with ${definition.min_purchases} purchases or more in ${definition.feature_days} days,
${definition.min_history_days} days of history and no such decline yet. The others are listed with the reason.`;
}

function windows({ snapshots }: ModelCardFacts): string {
  const rows = snapshots.map(({ role, snapshot_date, features_from, label_from, label_to, has_label }) => [
    role,
    snapshot_date,
    `${features_from} to ${snapshot_date}`,
    has_label ? `${label_from} to ${label_to}` : "still open",
  ]);
  return `## Time\n\n${table(["used to", "cut-off", "features", "label"], rows)}\n\nThe end of every span is outside it. No label window of one use ends after the next use's cut-off.`;
}

function quality({ evaluation, model }: ModelCardFacts): string {
  const { metrics, outcomes, baselines } = evaluation;
  const { cost_per_contact, value_of_a_saved_customer, save_rate } = contactCosts;
  const rows = [
    ["AUC", range(metrics.auc)],
    ["average precision", range(metrics.average_precision)],
    ["F1", range(metrics.f1)],
    ["precision", range(metrics.precision)],
    ["recall", range(metrics.recall)],
    ["lift of the top tenth", range(metrics.lift_top_decile, 2)],
    ["calibration slope", range(metrics.calibration_slope, 2)],
    ["Brier score", range(metrics.brier, 4)],
    ["probabilities over churners, in sum", range(evaluation.said_over_happened, 2)],
    ...(model.scoring_check
      ? [["the same of the scoring trees, customers they had not met", range(model.scoring_check, 2)]]
      : []),
    [
      `profit in $ of calling from ${breakEven(contactCosts).toFixed(3)} on: ${cost_per_contact} a call, ${value_of_a_saved_customer} a kept customer, ${percent(save_rate)} of the leavers called stay`,
      range(evaluation.profit, 0),
    ],
    ...baselines.map((baseline) => [`AUC of ${baseline.name}`, range(baseline.auc)]),
  ];
  return `## On customers and days it had not seen

Cut-off ${evaluation.snapshot_date}: ${number(evaluation.customers)} customers, ${percent(evaluation.churn_rate)} churned. Threshold ${model.threshold.toFixed(3)}, chosen on the cut-off
${model.chosen_on.snapshot_date} for the largest F1; it contacts ${percent(outcomes.contacted_share)} of the customers. In brackets 95 % intervals by customer.

${table(["measure", "value"], rows)}`;
}

function reasons({ model }: ModelCardFacts): string {
  const rows = gainImportance(model.judged)
    .slice(0, 10)
    .map(({ feature, importance_share }) => [feature, percent(importance_share)]);
  return `## What it looks at most\n\n${table(["feature", "share of gain"], rows)}\n\nAge, name and address are not among its features.`;
}

function groups({ slices = [] }: ModelCardFacts): string {
  if (slices.length === 0) return "";
  const rows = slices.map((slice) => [
    slice.dimension,
    slice.slice,
    number(slice.customers),
    percent(slice.churn_rate),
    percent(slice.mean_probability),
    slice.said_over_happened === null ? "" : range(slice.said_over_happened, 2),
    slice.auc === null ? "" : slice.auc.toFixed(3),
    percent(slice.contacted_share),
  ]);
  return `## Group by group\n\n${table(["by", "group", "customers", "churned", "said", "said over happened", "AUC", "contacted"], rows)}`;
}

function limits(_facts: ModelCardFacts): string {
  return `## Use and limits

- For retention offers to a person's benefit, never for credit decisions.
- The risk score of 0 to 100 is a rank among today's customers, not a probability; the probability stands beside it.
- Once campaigns run, contacted customers no longer show what would have happened: learn from the hold-out.
- A dispute counts on the day of its purchase, because the feed has no day of its own for it.
- A challenger becomes champion when ${PROMOTION_RULE.map((gate) => `(${gate})`).join(", ")}.`;
}
