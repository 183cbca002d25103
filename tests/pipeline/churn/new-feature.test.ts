// A new feature is one column of its family: nothing else has to know of it before a model learns from it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { churnFeatureNames } from "../../../lib/src/pipeline/churn/catalogue";
import { featureColumns } from "../../../lib/src/pipeline/churn/feature-columns";
import { buildChurnFeatures, buildChurnTrial } from "../../../lib/src/pipeline/churn/feature-tables";
import { readChurnFrame } from "../../../lib/src/pipeline/churn/read-frame";
import { churnPredictions, explainCustomers } from "../../../lib/src/pipeline/churn/score";
import { trainChurn } from "../../../lib/src/pipeline/churn/train";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;
let prefix: string;

/** churn_channel with two columns more: a number, and a word that says a good deal. */
const withMore = (model: string, sql: string) =>
  model !== "churn_channel"
    ? sql
    : sql.replace(
        "\nfrom gold.churn_window",
        `,
    wallet_count_180 + online_count_180 as remote_purchases,
    iff(purchase_count_30 * 7 < purchase_count_180, 'slower', 'steady') as lately\nfrom gold.churn_window`,
      );

beforeAll(async () => {
  await fillHomeTo("marts", 1000);
  platform = openPlatform();
  await buildChurnFeatures(platform.db);
  prefix = await buildChurnTrial(platform.db, "more", { rewrite: withMore });
});
afterAll(() => platform.db.close());

it("is in the feature table, after the features that have words", async () => {
  const columns = await featureColumns(platform.db, prefix);
  expect(columns.map(({ name }) => name)).toEqual([...churnFeatureNames, "remote_purchases", "lately"]);
  expect(columns.slice(-2).map(({ kind }) => kind)).toEqual(["numeric", "category"]);
});

it("is learned from, and told by its name where it raises a score", async () => {
  const { model } = await trainChurn(platform.db, { prefix });
  expect(model.features).toEqual([...churnFeatureNames, "remote_purchases", "lately"]);
  const alone = await trainChurn(platform.db, { prefix, features: ["remote_purchases", "lately"] });
  const explained = await explainCustomers(platform.db, alone.model.trees, prefix);
  const predictions = await churnPredictions(platform.db, alone.model, explained, prefix);
  expect(explained.importance.map(({ feature }) => feature).sort()).toEqual(["lately", "remote_purchases"]);
  const reasons = predictions.flatMap(({ top_reason_1, top_reason_2 }) => [top_reason_1, top_reason_2]);
  expect(reasons).toContain("Lately: slower");
});

it("that no column has is refused by name", async () => {
  const choice = { snapshot_dates: ["2025-12-18"], features: ["age"] };
  await expect(readChurnFrame(platform.db, choice)).rejects.toThrow(
    "A column of gold.churn_features is needed as a feature, got age",
  );
});
