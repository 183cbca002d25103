// The judging of the account's own class, on a handful of customers counted by hand.
import { expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const CALIBRATE = "2025-09-01";
const TEST = "2025-12-18";
const SCORE = "2026-04-01";
const snapshots = {
  "gold.churn_snapshot": [
    { snapshot_date: CALIBRATE, role: "calibrate" },
    { snapshot_date: TEST, role: "test" },
    { snapshot_date: SCORE, role: "score" },
  ],
};
/** Customers of a cut-off: the class's probability, and whether they left. */
const scored = (snapshot_date: string, customers: readonly (readonly [number, boolean])[]) => ({
  "gold.churn_scored_rows": customers.map(([raw_probability], i) => ({
    customer_id: `c${i}`,
    snapshot_date,
    raw_probability,
  })),
  "gold.churn_labels": customers.map(([, has_churned], i) => ({ customer_id: `c${i}`, snapshot_date, has_churned })),
});
const steps = [
  { from_probability: 0, churn_probability: 0.1 },
  { from_probability: 0.3, churn_probability: 0.2 },
  { from_probability: 0.6, churn_probability: 0.7 },
];

it("churn_evaluation counts pairs: three are in order, and one of the four is even", async () => {
  const customers = [
    [0.9, true],
    [0.5, true],
    [0.5, false],
    [0.1, false],
  ] as const;
  expect(await runModel("45_churn_model/churn_evaluation", { ...snapshots, ...scored(TEST, customers) })).toEqual([
    { role: "test", snapshot_date: day(TEST), customers: 4, churned: 2, mean_probability: 0.5, auc: 3.5 / 4 },
  ]);
});

it("churn_evaluation has no AUC where nobody left", async () => {
  const [row] = await runModel("45_churn_model/churn_evaluation", { ...snapshots, ...scored(TEST, [[0.5, false]]) });
  expect(row).toMatchObject({ customers: 1, churned: 0, auc: null });
});

it("churn_candidate_calibration pools steps that would fall, and says no less than half a customer of a step", async () => {
  // two customers at each probability: none, both, none, one and both of them left
  const left = [0, 2, 0, 1, 2];
  const customers = left.flatMap((count, i) => [0, 1].map((n) => [(i + 1) / 10, n < count] as const));
  const given = { ...snapshots, ...scored(CALIBRATE, customers) };
  expect(await runModel("45_churn_model/churn_candidate_calibration", given, "order by from_probability")).toEqual([
    { from_probability: 0, churn_probability: 0.5 / 2 },
    { from_probability: 0.2, churn_probability: 0.5 }, // both and none together
    { from_probability: 0.3, churn_probability: 0.5 },
    { from_probability: 0.4, churn_probability: 0.5 },
    { from_probability: 0.5, churn_probability: 1 },
  ]);
});

it("churn_candidate_calibration leaves the test cut-off out", async () => {
  const learnt = scored(CALIBRATE, [
    [0.2, false],
    [0.8, true],
  ]);
  const judged = scored(TEST, [
    [0.1, true],
    [0.5, false],
    [0.9, false],
  ]);
  const given = {
    ...snapshots,
    "gold.churn_scored_rows": [...learnt["gold.churn_scored_rows"], ...judged["gold.churn_scored_rows"]],
    "gold.churn_labels": [...learnt["gold.churn_labels"], ...judged["gold.churn_labels"]],
  };
  expect(await runModel("45_churn_model/churn_candidate_calibration", given, "order by from_probability")).toEqual([
    { from_probability: 0, churn_probability: 0.5 }, // half of its one customer
    { from_probability: 0.8, churn_probability: 1 },
  ]);
});

it("churn_class_backtest takes the last step that a customer's probability reaches", async () => {
  const customers = [
    [0.29, false],
    [0.3, true],
    [0.9, true],
  ] as const;
  const rows = await runModel(
    "45_churn_model/churn_class_backtest",
    { ...snapshots, "gold.churn_candidate_calibration": steps, ...scored(TEST, customers) },
    "order by customer_id",
  );
  const cutOff = { snapshot_date: day(TEST) };
  expect(rows).toEqual([
    { ...cutOff, customer_id: "c0", churn_probability: 0.1, has_churned: false },
    { ...cutOff, customer_id: "c1", churn_probability: 0.2, has_churned: true },
    { ...cutOff, customer_id: "c2", churn_probability: 0.7, has_churned: true },
  ]);
});

it("churn_class_predictions scores by rank and by the curve of the model promoted last, and has a row for whom it must not judge", async () => {
  const raw = [0.1, 0.2, 0.3, 0.4, 0.6];
  const population = raw.map((_, i) => ({ customer_id: `c${i}`, snapshot_date: SCORE, is_scored: true }));
  const unscored = {
    customer_id: "new",
    snapshot_date: SCORE,
    is_scored: false,
    not_scored_reason: "history too short",
  };
  const curve = (model_version: string, curveSteps: readonly object[]) =>
    curveSteps.map((step) => ({ model_version, ...step }));
  const always = (churn_probability: number) => [{ from_probability: 0, churn_probability }];
  const rows = await runModel<Record<string, unknown>>(
    "45_churn_model/churn_class_predictions",
    {
      ...snapshots,
      // one was in use before; the last is of a run that failed after its curve was kept
      "gold.churn_calibration": [
        ...curve("classification-1", always(0.8)),
        ...curve("classification-2", steps),
        ...curve("classification-3", always(0.9)),
      ],
      "gold.churn_raw_predictions": raw.map((raw_probability, i) => {
        return { customer_id: `c${i}`, snapshot_date: SCORE, raw_probability };
      }),
      "gold.churn_population": [...population, unscored],
      "gold.churn_model_runs": [
        { run_at: "2026-01-01 03:00:00", command: "retrain", status: "OK", model_version: "classification-1" },
        { run_at: "2026-02-01 03:00:00", command: "retrain", status: "OK", model_version: "classification-2" },
        { run_at: "2026-03-01 03:00:00", command: "retrain", status: "FAILED", model_version: "classification-3" },
        { run_at: "2026-04-01 03:00:00", command: "retrain", status: "REFUSED" },
        { run_at: "2026-04-01 04:00:00", command: "refresh", status: "OK" },
      ],
    },
    "order by customer_id",
  );
  expect(rows.map((row) => row.model_version)).toEqual(Array(6).fill("classification-2"));
  // ranks 0, 1/4, 1/2, 3/4 and 1: a third and two thirds of the way to 40, the first of Medium, the last of High
  expect(rows.map((row) => [row.churn_probability, row.churn_risk_score, row.churn_risk_category])).toEqual([
    [0.1, 0, "Low Risk"],
    [0.1, 13, "Low Risk"],
    [0.2, 26, "Low Risk"],
    [0.2, 40, "Medium Risk"],
    [0.7, 100, "High Risk"],
    [null, null, null],
  ]);
  expect(rows[5]).toMatchObject({ customer_id: "new", is_scored: false, not_scored_reason: "history too short" });
});
