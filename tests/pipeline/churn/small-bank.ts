// A bank of 2,000 customers with churn features, and trials on it: what the guards of a churn model are tested on.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { afterAll, beforeAll } from "vitest";
import type { Frame } from "../../../lib/src/churn/frame";
import { homeFolder } from "../../../lib/src/core/home";
import {
  buildChurnFeatures,
  buildChurnTrial,
  type TrialOptions,
  worldBefore,
} from "../../../lib/src/pipeline/churn/feature-tables";
import { type JudgedModel, trainAndJudge } from "../../../lib/src/pipeline/churn/lifecycle";
import { readChurnFrame } from "../../../lib/src/pipeline/churn/read-frame";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { tableVersion } from "../../../lib/src/pipeline/table-version";
import { fillHome, fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

export const TEST_DATE = "2025-12-18";

/** The world as it was on the day of the test cut-off: nothing later has happened yet. */
export const before_test: TrialOptions = worldBefore(TEST_DATE);

/** A mistake: purchases are looked at until a week after the cut-off. */
export const peeking = (model: string, sql: string) =>
  model === "churn_window" ? sql.replace("-age.age_from, snapshot", "7 - age.age_from, snapshot") : sql;

/** A mistake: the card and limit of today instead of those at the cut-off. */
export const of_today = (model: string, sql: string) =>
  model === "churn_limit"
    ? sql.replace(/customer\.valid_from < snapshot\.snapshot_date\s+and coalesce\(.*?, true\)/, "true")
    : sql;

/** What a bank gives the tests of a file; there from the first test on. */
export interface SmallBank {
  readonly platform: Platform;
  /** Trained once per test run, when it is wanted. */
  readonly judged: JudgedModel;
  rows<Row>(sql: string): Promise<Row[]>;
  /** What a trial's features hold, at and before the test cut-off or where it is said. */
  contentAt(name: string, options: TrialOptions, where?: string): Promise<string>;
}

/** A bank of the file's own: a copy of one that is built once per test run. */
export function useSmallBank({ trained }: { readonly trained: boolean }): SmallBank {
  useTemporaryHome();
  let platform: Platform;
  let judged: JudgedModel;
  beforeAll(async () => {
    await (trained ? fillWithModel() : fillWithFeatures());
    if (trained) judged = deserialize(readFileSync(judgedFile()));
    platform = openPlatform();
  });
  afterAll(() => platform.db.close());
  return {
    get platform() {
      return platform;
    },
    get judged() {
      return judged;
    },
    rows: (sql) => platform.db.rows({ name: "churn guard", sql }),
    contentAt: async (name, options, where = `snapshot_date <= '${TEST_DATE}'::date`) => {
      const kept = `${await buildChurnTrial(platform.db, name, options)}kept`;
      const features = kept.replace(/kept$/, "features");
      await platform.db.run({
        name: "kept",
        sql: `create or replace table ${kept} as select * from ${features} where ${where}`,
      });
      return (await tableVersion(platform.db, kept)).content_hash;
    },
  };
}

const judgedFile = () => join(homeFolder(), "judged.bin");

const fillWithFeatures = () =>
  fillHome("2000-features", async () => {
    await fillHomeTo("gold", 2000);
    const { db } = openPlatform();
    await buildChurnFeatures(db);
    await db.close();
  });

const fillWithModel = () =>
  fillHome("2000-model", async () => {
    await fillWithFeatures();
    const { db } = openPlatform();
    writeFileSync(judgedFile(), serialize(await trainAndJudge(db)));
    await db.close();
  });

/** The customers of the test cut-off as a trial sees them, without their outcome. */
export function seenAtTest({ platform, judged }: SmallBank, prefix: string): Promise<Frame> {
  const { features } = judged.model;
  return readChurnFrame(platform.db, { snapshot_dates: [TEST_DATE], features, with_labels: false, prefix });
}
