// Faults for every check of the churn features: the table each is planted in, and the statement that plants it.
import { type Fault, fault, firstRow } from "./planted-faults";

const features = (change: string) =>
  fault("gold.churn_features", `update {table} set ${change} where ${firstRow("{table}", "customer_id")}`);
const population = (change: string) =>
  fault("gold.churn_population", `update {table} set ${change} where ${firstRow("{table}", "customer_id")}`);
/** One customer at the test cut-off, whose label window has closed, who keeps every condition of the definition. */
const scored = `is_scored = true, not_scored_reason = null, recency_days = 1, history_days = 500, purchase_count = 50,
  baseline_spend_per_day = 1, recent_spend_per_day = 1`;
const atTest = `snapshot_date = '2025-12-18' and customer_id = (
  select min(customer_id) from gold.churn_population where snapshot_date = '2025-12-18')`;
const twice = (table: string) => fault(table, "insert into {table} select * from {table} limit 1");
const tables = ["gold.churn_features", "gold.churn_population", "gold.churn_labels"];

/** Faults by the name of the check that must find them. */
export const plantedFeatureFaults: Readonly<Record<string, readonly Fault[]>> = {
  churn_feature_keys: [
    ...tables.map(twice),
    ...tables.map((table) =>
      fault(table, `update {table} set customer_id = null where ${firstRow(table, "customer_id")}`),
    ),
    fault("gold.churn_features", "update {table} set snapshot_date = snapshot_date - 1"),
    fault("gold.churn_snapshot", "delete from {table} where role = 'score'"),
  ],
  churn_features_cover_the_population: [
    fault("gold.churn_population", "delete from {table}"),
    fault("gold.churn_population", "delete from {table} where snapshot_date = '2025-12-18'"),
    fault("gold.churn_population", `update {table} set ${scored}, customer_id = 'X9' where ${atTest}`),
  ],
  churn_labels_follow_their_rule: [
    fault("gold.churn_population", `update {table} set ${scored}, customer_id = 'X9' where ${atTest}`),
    fault("gold.churn_labels", "update {table} set snapshot_date = '2026-04-01'"),
    fault("gold.churn_labels", "update {table} set customer_id = 'X9'"),
    fault("gold.churn_snapshot", "update {table} set has_label = false"),
    fault("gold.churn_labels", "update {table} set has_churned = not has_churned"),
    // nobody of the small warehouse left: one who left and bought all the same, and two ways of leaving without a label
    fault("gold.churn_labels", "update {table} set has_churned = true, silent_days = 0, recent_spend_per_day = 1000"),
    fault("gold.churn_labels", "update {table} set silent_days = 60 where not has_churned"),
    fault(
      "gold.churn_labels",
      "update {table} set recent_spend_per_day = 0.29 * baseline_spend_per_day where not has_churned",
    ),
    fault("gold.churn_labels", "update {table} set label_version = 'churn-0'"),
    fault("gold.churn_labels", "update {table} set is_inactive = true"),
    fault("gold.churn_labels", "update {table} set has_declined = null"),
    // labels that agree with themselves, and not with the facts
    fault("gold.churn_labels", "update {table} set silent_days = silent_days + 1"),
    fault("gold.churn_labels", "update {table} set silent_days = null, is_inactive = null, has_churned = null"),
    fault("gold.churn_labels", "update {table} set silent_days = 90, is_inactive = true, has_churned = true"),
    fault("gold.churn_labels", "update {table} set recent_spend_per_day = recent_spend_per_day + 0.01 / 90"),
    fault("gold.churn_labels", "update {table} set recent_spend_per_day = 0, has_declined = true, has_churned = true"),
    fault("gold.fct_transactions", "update {table} set status = 'declined' where transaction_date = '2026-03-31'"),
  ],
  churn_feature_values: [
    "recency_days = 0",
    "recency_days = 181",
    "recency_days = null",
    "purchases_7_days = purchases_14_days + 1",
    "purchases_30_days = purchases_90_days + 1",
    "purchases_180_days = 0",
    "spend_30_days = -1",
    "spend_30_days = spend_90_days + 0.01",
    "spend_90_days = spend_180_days + 0.01",
    "declines_90_days = declines_180_days + 1",
    "necessity_share = 1.1",
    "online_share = -0.1",
    "decline_share = 1.5",
    "card_type = null",
    "credit_limit = 0",
    "tenure_days = null",
    // inside every bound, and not what the facts say
    "recency_days = recency_days + 1",
    "purchases_180_days = purchases_180_days + 1",
  ]
    .map(features)
    .concat(
      fault("gold.fct_transactions", "update {table} set status = 'declined' where transaction_date = '2026-03-31'"),
    ),
  churn_population_follows_its_rule: [
    population("is_scored = true"),
    population("is_scored = false, not_scored_reason = null"),
    fault(
      "gold.churn_population",
      `update {table} set ${scored} where ${atTest};
      update {table} set is_scored = false, not_scored_reason = 'no purchase lately' where ${atTest}`,
    ),
    fault(
      "gold.churn_population",
      `update {table} set ${scored} where ${atTest};
      update {table} set is_scored = null where ${atTest}`,
    ),
    ...[
      "recency_days = 30",
      "history_days = 100",
      "purchase_count = 5",
      "recent_spend_per_day = 0.2",
      "baseline_spend_per_day = null",
    ].map((change) =>
      fault(
        "gold.churn_population",
        `update {table} set ${scored} where ${atTest};
      update {table} set ${change} where ${atTest}`,
      ),
    ),
  ],
  churn_snapshot_windows_hold: [
    fault("gold.churn_snapshot", "update {table} set features_from = features_from + 1 where role = 'test'"),
    fault("gold.churn_snapshot", "update {table} set label_from = snapshot_date, label_to = snapshot_date + 90"),
    fault("gold.churn_snapshot", "update {table} set label_to = label_to + 1 where role = 'score'"),
    fault("gold.churn_snapshot", "update {table} set has_label = true where role = 'score'"),
    fault("gold.churn_snapshot", "update {table} set role = 'try' where role = 'train'"),
    fault("gold.churn_snapshot", "delete from {table} where role = 'score'"),
    // a label window of training that reaches past the calibrate cut-off, each window as long as it should be
    fault(
      "gold.churn_snapshot",
      `update {table} set snapshot_date = snapshot_date + 30, features_from = features_from + 30,
         label_from = label_from + 30, label_to = label_to + 30 where role = 'train'`,
    ),
    fault("gold.churn_definition", "update {table} set gap_days = 0"),
  ],
};
