// Other books in a state folder that has been in use: nothing that was said of the old customers is said of the new ones.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { homePlace } from "../../lib/src/core/home";
import { closePlatform, openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { buildTo } from "../../lib/src/pipeline/stages";
import { fillHomeTo } from "../built-home";
import { useTemporaryHome } from "../temporary-home";

useTemporaryHome();

const model = () => join(homePlace("models"), "champion.json");

beforeEach(async () => {
  await fillHomeTo("marts", 200);
  await inPlatform(async ({ db }) => {
    await db.run({
      name: "scores of these books",
      sql: `insert into gold.churn_predictions by name
            select customer_id, '2026-04-01'::date as snapshot_date, 'v1' as model_version, 0.9 as churn_probability,
                90 as churn_risk_score, 'High Risk' as churn_risk_category
            from gold.dim_customer where is_current`,
    });
  });
  mkdirSync(homePlace("models"), { recursive: true });
  writeFileSync(model(), "{}");
}, 120_000);

async function inPlatform<T>(job: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = openPlatform();
  try {
    return await job(platform);
  } finally {
    await closePlatform(platform);
  }
}

async function profilesAfterBuild(): Promise<{ customers: number; scored: number }> {
  return inPlatform(async (platform) => {
    await buildTo(platform, "marts");
    const [row] = await platform.db.rows<{ customers: number; scored: number }>({
      name: "scored profiles",
      sql: "select count(*) as customers, count(churn_risk_score) as scored from gold.customer_360_profile",
    });
    return row!;
  });
}

it.each([{ customers: 210 }, { seed: 7 }])("of %o have no scores and no model yet", async (change) => {
  writeSettings(change);
  const { customers, scored } = await profilesAfterBuild();
  expect(customers).toBeGreaterThan(190);
  expect(scored).toBe(0);
  expect(existsSync(model())).toBe(false);
});

it("that are the same keep both", async () => {
  const { customers, scored } = await profilesAfterBuild();
  expect(scored).toBe(customers);
  expect(existsSync(model())).toBe(true);
});
