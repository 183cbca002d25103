// One fault for every check of the marts: the table it is planted in, and the statement that plants it.
import { type Fault, fault, firstRow } from "./planted-faults";

const firstCustomer = firstRow("{table}", "customer_id");
const set = (table: string, change: string) => fault(table, `update {table} set ${change} where ${firstCustomer}`);
const active = "customer_id = (select min(customer_id) from {table} where spend_last_90_days > 0)";
const prediction = {
  customer_id: "(select min(customer_id) from gold.dim_customer where customer_key <> -1)",
  snapshot_date: "'2026-04-01'",
  model_version: "'v1'",
  churn_probability: "0.8",
  churn_risk_score: "90",
  churn_risk_category: "'High Risk'",
  is_scored: "true",
  not_scored_reason: "null",
  top_reason_1: "null",
  top_reason_2: "null",
};
const predicted = (change: Partial<typeof prediction>, times = 1) => {
  const row = { ...prediction, ...change };
  const rows = Array.from({ length: times }, () => `(${Object.values(row).join(", ")})`);
  return fault(
    "gold.churn_predictions",
    `insert into {table} (${Object.keys(row).join(", ")}) values ${rows.join(", ")}`,
  );
};
const contact = {
  customer_id: prediction.customer_id,
  contacted_at: "'2026-03-01 10:00:00'",
  campaign: "'Stay with us'",
  channel: "'e-mail'",
  offer_amount: "55",
  responded_at: "'2026-03-02 10:00:00'",
};
const contacted = (change: Partial<typeof contact>, times = 1) => {
  const row = `(${Object.values({ ...contact, ...change }).join(", ")})`;
  return fault("gold.customer_contact", `insert into {table} values ${Array(times).fill(row).join(", ")}`);
};

/** Faults by the name of the check that must find them. */
export const plantedMartFaults: Readonly<Record<string, readonly Fault[]>> = {
  churn_predictions_values: [
    predicted({ customer_id: "'X9'" }),
    predicted({}, 2),
    predicted({ churn_probability: "1.2" }),
    predicted({ churn_probability: "null" }),
    predicted({ churn_risk_score: "101" }),
    predicted({ churn_risk_category: "'Low Risk'" }),
    predicted({ churn_risk_score: "69" }),
    predicted({ model_version: "null" }),
    predicted({ is_scored: "false", not_scored_reason: "'too few purchases'" }),
    predicted({ is_scored: "false", churn_probability: "null", churn_risk_score: "null", churn_risk_category: "null" }),
    predicted({ not_scored_reason: "'too few purchases'" }),
    predicted({ top_reason_2: "'buys less'" }),
    predicted({
      ...{ is_scored: "false", churn_probability: "null", churn_risk_score: "null", churn_risk_category: "null" },
      ...{ not_scored_reason: "'too few purchases'", top_reason_1: "'buys less'" },
    }),
  ],
  customer_contact_values: [
    contacted({ customer_id: "'X9'" }),
    contacted({}, 2),
    contacted({ contacted_at: "null" }),
    contacted({ campaign: "null" }),
    contacted({ channel: "''" }),
    contacted({ offer_amount: "-1" }),
    contacted({ responded_at: "'2026-02-28 10:00:00'" }),
  ],
  customer_search_covers_every_customer: [
    fault("gold.customer_search", `delete from {table} where ${firstCustomer}`),
    fault("gold.customer_search", `insert into {table} select * from {table} where ${firstCustomer}`),
    set("gold.customer_search", "customer_id = 'X9'"),
    set("gold.customer_search", "search_text = null"),
    set("gold.customer_search", "search_text = '|' || lower(customer_id) || '|'"),
    fault(
      "gold.customer_search",
      `insert into gold.customer_search_name values ('');
       update {table} set search_first = '', search_last = '', search_text = '|' || lower(customer_id) || '||||'`,
    ),
    fault("gold.customer_search_name", "delete from {table}"),
  ],
  contribution_reconciles_with_facts: [
    "refund_amount = refund_amount - 0.01",
    "spend_margin_amount = spend_margin_amount + 0.01",
    "servicing_amount = servicing_amount + 0.01",
    "contribution_value = contribution_value + 0.01",
    "spend_margin_amount = null",
    "servicing_amount = null",
  ]
    .map((change) => set("gold.metric_customer_ltv", change))
    .concat(
      set("gold.customer_360_profile", "contribution_value = contribution_value + 0.01"),
      fault("gold.issuer_economics", "delete from {table}"), // nothing to reconcile with is no agreement
      fault(
        "gold.fct_transactions",
        "update {table} set status = 'refunded', amount = -90 where transaction_id = 'T1-0'",
      ),
    ),
  marts_are_filled: [
    "gold.segment_date",
    "gold.activity_span",
    "gold.customer_activity",
    "gold.customer_spend_window",
    "gold.customer_segment_history",
    "gold.customer_segments",
    "gold.customer_360_profile",
    "gold.segment_rule",
    "gold.segment_precedence",
    "gold.segment_scenario",
    "gold.metric_customer_ltv",
    "gold.metric_mom_spend_change",
    "gold.metric_avg_transaction_value",
    "gold.issuer_economics",
    "gold.search_alphabet",
    "gold.customer_search",
    "gold.customer_search_name",
  ].map((table) => fault(table, "delete from {table}")),
  marts_cover_every_customer: [
    ...[
      "gold.customer_segments",
      "gold.metric_customer_ltv",
      "gold.metric_mom_spend_change",
      "gold.metric_avg_transaction_value",
      "gold.customer_360_profile",
    ].flatMap((table) => [
      fault(table, `delete from {table} where ${firstCustomer}`),
      fault(table, `insert into {table} select * from {table} where ${firstCustomer}`),
    ]),
    set("gold.customer_360_profile", "customer_id = 'X9'"),
  ],
  metric_values: [
    set("gold.customer_segments", "travel_spend_pct = 101"),
    set("gold.customer_segments", "travel_spend_pct = 60, necessities_spend_pct = 60"),
    set("gold.customer_segments", "tenure_days = -1"),
    set("gold.metric_avg_transaction_value", "spending_consistency = 1.5"),
    set("gold.metric_avg_transaction_value", "transaction_value_stddev = -1"),
    fault(
      "gold.metric_avg_transaction_value",
      "update {table} set median_transaction_value = null where total_transactions > 0",
    ),
    set("gold.metric_customer_ltv", "contribution_value = contribution_value + 0.01"),
    set("gold.metric_customer_ltv", "contribution_value = null, spend_margin_amount = null"),
    set("gold.metric_customer_ltv", "contribution_value = null, servicing_amount = null"),
    set("gold.metric_customer_ltv", "contribution_value = spend_margin_amount + 1, servicing_amount = -1"),
    set("gold.metric_mom_spend_change", "mom_spend_change_amount = mom_spend_change_amount + 0.01"),
    set("gold.metric_mom_spend_change", "spend_prior_30_days = 0, mom_spend_change_pct = 5"),
    set("gold.customer_360_profile", "age = 150"),
    set("gold.customer_360_profile", "age = null"),
    set("gold.customer_360_profile", "tenure_months = null"),
    set("gold.customer_360_profile", "recency_status = 'Asleep'"),
    set("gold.customer_360_profile", "eligible_for_retention_campaign = null"),
  ],
  profile_agrees_with_its_sources: [
    "full_name = 'Somebody Else'",
    "age = age + 1",
    "age = null",
    "tenure_months = tenure_months + 1",
    "tenure_months = null",
    "employment_status = 'Asleep'",
    "card_type = 'Gold'",
    "credit_limit = credit_limit + 1",
    "state = 'XX'",
    "customer_segment = 'Somewhere'",
    "segment_assigned_date = '2020-01-01'",
    "avg_monthly_spend = null",
    "necessities_spend_pct = 50",
    "contribution_value = contribution_value + 0.01",
    "contribution_value = null",
    "median_transaction_value = 5",
    "spending_consistency = 0.123",
    "churn_probability = 0.9",
    "churn_risk_score = 90",
    "churn_risk_category = 'High Risk'",
    "eligible_for_retention_campaign = not eligible_for_retention_campaign",
    "eligible_for_retention_campaign = null",
    "profile_updated_date = '2026-03-31'",
  ]
    .map((change) => set("gold.customer_360_profile", change))
    .concat(predicted({})), // a score that no profile has taken over
  profile_reconciles_with_facts: [
    ...[
      ...["lifetime_value", "avg_transaction_value", "median_transaction_value", "transaction_value_stddev"],
      ...["spend_last_90_days", "spend_prior_90_days", "avg_monthly_spend", "travel_spend_pct"],
      ...["necessities_spend_pct", "credit_utilization_pct"],
    ].flatMap((column) => [`${column} = ${column} + 0.01`, `${column} = null`]),
    ...["total_transactions", "days_since_last_transaction"].flatMap((column) => [
      `${column} = ${column} + 1`,
      `${column} = null`,
    ]),
    ...["first_transaction_date", "last_transaction_date"].flatMap((column) => [
      `${column} = ${column} - 1`,
      `${column} = null`,
    ]),
    "spending_consistency = spending_consistency - 0.01",
    "spending_consistency = null",
    "spend_change_pct = 5",
    "mom_spend_change_pct = 5",
  ]
    .map((change) => fault("gold.customer_360_profile", `update {table} set ${change} where ${active}`))
    .concat(
      ["spend_last_30_days", "spend_prior_30_days"].flatMap((column) => [
        set("gold.metric_mom_spend_change", `${column} = ${column} + 0.01`),
        set("gold.metric_mom_spend_change", `${column} = null`),
      ]),
      ...["spend_change_pct", "mom_spend_change_pct"].map((column) =>
        fault("gold.customer_360_profile", `update {table} set ${column} = null`),
      ),
      fault("gold.fct_transactions", "update {table} set amount = amount + 0.01 where transaction_id = 'T1-0'"),
      fault("gold.fct_transactions", "update {table} set status = 'declined' where transaction_id = 'T1-0'"),
      fault(
        "gold.fct_transactions",
        "insert into {table} select * replace ('T0' as transaction_id) from {table} where transaction_id = 'T1-0'",
      ),
    ),
  season_follows_from_windows: [
    fault("gold.customer_segment_history", "update {table} set season_factor = season_factor + 0.000001"),
    fault("gold.customer_segment_history", "update {table} set season_factor = null"),
    fault("gold.customer_segment_history", `update {table} set season_factor = 1 where ${firstCustomer}`),
    fault("gold.customer_segments", "update {table} set season_factor = null"),
    fault(
      "gold.customer_segments",
      "update {table} set season_adjusted_change_pct = season_adjusted_change_pct + 0.01",
    ),
    fault("gold.customer_segments", "update {table} set season_adjusted_change_pct = null"),
  ],
  segment_history_is_unbroken: [
    fault("gold.customer_segment_history", "delete from {table} where snapshot_date = '2025-07-01'"),
    fault("gold.customer_segment_history", "delete from {table} where snapshot_date = '2026-04-01'"),
    fault(
      "gold.customer_segment_history",
      `insert into {table} select * from {table} where ${firstCustomer} and snapshot_date = '2026-04-01'`,
    ),
    fault("gold.customer_segment_history", "update {table} set previous_segment = 'Somewhere'"),
    fault("gold.customer_segment_history", "update {table} set valid_from = snapshot_date"),
    fault("gold.customer_segment_history", "update {table} set snapshot_date = snapshot_date + 1"),
    set("gold.customer_segments", "segment_assigned_date = '2026-03-02'"),
  ],
  segment_history_reconciles_with_facts: [
    fault("gold.fct_transactions", "update {table} set amount = amount + 0.01 where transaction_id = 'T1-2'"),
    fault("gold.customer_segment_history", "update {table} set spend_last_90_days = spend_last_90_days + 0.01"),
    fault("gold.customer_segment_history", "update {table} set spend_prior_90_days = spend_prior_90_days + 0.01"),
    ...["spend_last_90_days", "spend_prior_90_days"].flatMap((column) => [
      fault("gold.customer_segment_history", `update {table} set ${column} = null where ${firstCustomer}`),
      // a cent from one customer to another, and from one month to another: the book's totals stay the same
      fault(
        "gold.customer_segment_history",
        `update {table} set ${column} = ${column} + iff(customer_id = (select min(customer_id) from {table}), 0.01, -0.01)
          where snapshot_date = '2026-04-01' and customer_id in (select customer_id from gold.customer_segments limit 2)`,
      ),
      fault(
        "gold.customer_segment_history",
        `update {table} set ${column} = ${column} + iff(snapshot_date = '2026-04-01', 0.01, -0.01)
          where ${firstCustomer} and snapshot_date in ('2026-04-01', '2026-03-01')`,
      ),
    ]),
  ],
  segments_are_listed: [
    fault("gold.segment_precedence", "delete from {table} where customer_segment = 'Declining'"),
    fault("gold.segment_precedence", "update {table} set precedence = 1 where precedence = 2"),
    fault("gold.segment_precedence", "update {table} set customer_segment = 'Fading' where precedence = 2"),
    ...["gold.customer_segments", "gold.customer_segment_history", "gold.customer_360_profile"].map((table) =>
      set(table, "customer_segment = 'Somewhere'"),
    ),
    set("gold.customer_segments", "customer_segment = null"),
  ],
  segments_follow_their_rule: [
    set("gold.customer_segments", "customer_segment = 'Declining'"),
    fault("gold.customer_segment_history", "update {table} set customer_segment = 'Declining'"),
    fault("gold.customer_segment_history", "delete from {table} where snapshot_date = '2025-07-01'"),
    fault("gold.customer_spend_window", "update {table} set recent_spend = 60000, travel_spend = 60000"),
    fault("gold.segment_precedence", "update {table} set precedence = 9 - precedence where precedence in (4, 5)"),
  ],
};
