// The features and the label of a churn model: promises, each kept as it is and broken on purpose. A guard that stays
// green when its mistake is made guards nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { daysBetween } from "../../../lib/src/core/dates";
import { projectFolder } from "../../../lib/src/core/home";
import {
  buildChurnTrial,
  type ChurnSnapshot,
  churnSnapshots,
  type TrialOptions,
} from "../../../lib/src/pipeline/churn/feature-tables";
import { before_test, of_today, peeking, TEST_DATE, useSmallBank } from "./small-bank";

const bank = useSmallBank({ trained: false });
const { rows, contentAt } = bank;
/** What the features hold as they are, and with a mistake; built once each. */
const contents = new Map<unknown, Promise<string>>();
const content = (rewrite?: NonNullable<TrialOptions["rewrite"]>) => {
  const found = contents.get(rewrite) ?? contentAt("seeing", rewrite ? { rewrite } : {});
  contents.set(rewrite, found);
  return found;
};
const trial = (name: string, options: TrialOptions) => buildChurnTrial(bank.platform.db, name, options);

describe("1 future-blindness", () => {
  it("features are the same without what happened on and after the cut-off: purchases and changes of customers", async () => {
    const [later] = await rows<{ versions: number }>(
      `select count(*) as versions from gold.dim_customer
       where valid_from >= '${TEST_DATE}'::date and version_number > 1`,
    );
    expect(later!.versions).toBeGreaterThan(0);
    expect(await contentAt("blind", before_test)).toBe(await content());
  });

  it.each([
    ["a window peeks a week ahead", peeking],
    ["a card is read as it is today", of_today],
  ])("and differ when %s", async (_mistake, rewrite) => {
    const blind = await contentAt("blind", { ...before_test, rewrite });
    expect(blind).not.toBe(await content(rewrite));
  });
});

describe("2 poison", () => {
  const absurd = `select * replace (iff(transaction_date >= '${TEST_DATE}'::date, 99999.99, amount)::decimal(12, 2) as amount)
                  from gold.fct_transactions`;
  it("absurd purchases after the cut-off change no feature", async () => {
    expect(await contentAt("poison", { facts: absurd })).toBe(await content());
  });

  it("and change one when a window peeks", async () => {
    const poisoned = await contentAt("poison", { facts: absurd, rewrite: peeking });
    expect(poisoned).not.toBe(await content(peeking));
  });
});

describe("5 truth isolation", () => {
  /** Columns of gold that say of a customer what only the generator knows: no source sent them. */
  const leaked = () =>
    rows<{ table_name: string; column_name: string }>(
      `with secrets as (
           select column_name from information_schema.columns where table_schema = 'generator' and table_name in (
               select table_name from information_schema.columns
               where table_schema = 'generator' and column_name in ('customer_id', 'person_id', 'account_no'))
           except
           select column_name from information_schema.columns where table_schema in ('bronze', 'silver')
       )
       select table_name, column_name from information_schema.columns
       where table_schema = 'gold' and column_name in (select column_name from secrets)
       order by table_name, column_name`,
    );
  /** A mistake: the persona that a customer was made from, among the features. */
  const betraying = (model: string, sql: string) => {
    if (model === "churn_features")
      return sql.replace("tenure.source_system,", "tenure.source_system, tenure.persona,");
    return model === "churn_tenure"
      ? sql
          .replace("customer.source_system,", "customer.source_system, plan.persona,")
          .replace(
            "customers as customer",
            "customers as customer join generator.account_plan as plan using (customer_id)",
          )
      : sql;
  };

  it("no table of gold has a column that only the generator knows", async () => {
    expect(await leaked()).toEqual([]);
  });

  it("and one that reads the generator's plan is named", async () => {
    await trial("truth", { rewrite: betraying });
    expect(await leaked()).toContainEqual({ table_name: "trial_truth_features", column_name: "persona" });
  });
});

describe("6 clock", () => {
  const later = (column: string) => `dateadd('day', 37, ${column})::date as ${column}`;
  const moved: TrialOptions = {
    facts: `select * replace (${later("transaction_date")}) from gold.fct_transactions`,
    customers: `select * replace (${["account_open_date", "valid_from", "valid_to", "migrated_date"].map(later).join(", ")})
                from gold.dim_customer`,
    as_of: `select ${later("first_date")}, ${later("as_of_date")} from silver.as_of`,
    calendar: `select * replace (${later("date")}) from gold.dim_date`,
  };
  const rates = (prefix: string) =>
    rows(`select snapshot.role, count_if(population.is_scored) as scored, count_if(label.has_churned) as churned,
              count_if(label.is_inactive) as inactive, count(label.customer_id) as judged
          from ${prefix}snapshot as snapshot
          join ${prefix}population as population on snapshot.snapshot_date = population.snapshot_date
          left join ${prefix}labels as label on population.customer_id = label.customer_id
              and population.snapshot_date = label.snapshot_date
          group by snapshot.role order by snapshot.role`);

  it("data and as_of_date moved by 37 days give the same rates", async () => {
    expect(await rates(await trial("moved", moved))).toEqual(await rates("gold.churn_"));
  });

  it("and other ones when the clock is written into a model", async () => {
    const fixed = (model: string, sql: string) =>
      model === "churn_snapshot" ? sql.replace(/as_of\.as_of_date\)/, "'2026-04-01'::date)") : sql;
    const prefix = await trial("moved", { ...moved, rewrite: fixed });
    expect(await rates(prefix)).not.toEqual(await rates("gold.churn_"));
  });
});

describe("7 windows", () => {
  const ORDER = ["train", "calibrate", "test", "score"];
  /** What is wrong with the windows, one sentence each. */
  const faults = (snapshots: readonly ChurnSnapshot[]) => [
    ...snapshots.flatMap(({ snapshot_date, features_from, label_from, label_to }) => [
      ...(daysBetween(features_from, snapshot_date) === 180 ? [] : [`features of ${snapshot_date}`]),
      ...(daysBetween(snapshot_date, label_from) === 14 ? [] : [`gap of ${snapshot_date}`]),
      ...(daysBetween(label_from, label_to) === 90 ? [] : [`label of ${snapshot_date}`]),
    ]),
    ...snapshots.flatMap((one) =>
      snapshots
        .filter((other) => ORDER.indexOf(one.role) < ORDER.indexOf(other.role) && one.label_to > other.snapshot_date)
        .map((other) => `label of ${one.role} reaches past the cut-off of ${other.role}`),
    ),
  ];
  const faultsOf = async (options: TrialOptions) =>
    faults(await churnSnapshots(bank.platform.db, await trial("window", { ...options, only })));
  const only = ["churn_definition", "churn_snapshot"];

  it("are as long at every cut-off, with the gap and the purge between", async () => {
    expect(faults(await churnSnapshots(bank.platform.db))).toEqual([]);
  });

  it("are found out without the gap", async () => {
    expect(await faultsOf({ definition: { gap_days: 0 } })).toContain(`gap of ${TEST_DATE}`);
  });

  it("are found out without the purge", async () => {
    const close = (_model: string, sql: string) => sql.replace("(212, 'calibrate')", "(150, 'calibrate')");
    expect(await faultsOf({ rewrite: close })).toContain("label of calibrate reaches past the cut-off of test");
  });

  it("are found out when they end with the month", async () => {
    const monthly = (_model: string, sql: string) =>
      sql.replace("label_days, snapshot_date)::date as", "label_days, date_trunc('month', snapshot_date))::date as");
    expect((await faultsOf({ rewrite: monthly })).some((fault) => fault.startsWith("label of"))).toBe(true);
  });
});

describe("8 one label", () => {
  const folders = ["sql", "lib/src"].map((folder) => join(projectFolder, folder));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(sql|ts)$/.test(file) && !file.includes("snowflake"))
      .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") })),
  );
  const makers = (all: typeof texts) =>
    all.filter(({ text }) => /\bas has_churned\b/.test(text)).map(({ file }) => file);

  it("is made in one file", () => {
    expect(makers(texts)).toEqual(["40_features/churn_labels.sql"]);
    const other = { file: "pipeline/churn/own-label.ts", text: "select spend < 0.3 * baseline as has_churned" };
    expect(makers([...texts, other])).toHaveLength(2);
  });
});

describe("9 base rates", () => {
  /** Rates per cut-off, by rule and by frequency, of the customers that are scored. */
  const measured = (prefix: string) =>
    rows<Record<"churned" | "inactive" | "declined" | "rare" | "frequent", number>>(
      `select avg(iff(label.has_churned, 1, 0))::double as churned, avg(iff(label.is_inactive, 1, 0))::double as inactive,
           avg(iff(label.has_declined, 1, 0))::double as declined,
           avg(iff(population.purchase_count < 60, iff(label.has_churned, 1, 0), null))::double as rare,
           avg(iff(population.purchase_count >= 60, iff(label.has_churned, 1, 0), null))::double as frequent
       from ${prefix}labels as label
       join ${prefix}population as population on label.customer_id = population.customer_id
           and label.snapshot_date = population.snapshot_date
       where population.is_scored
       group by label.snapshot_date`,
    );
  const outside = (all: Awaited<ReturnType<typeof measured>>) =>
    all.filter(
      ({ churned, inactive, declined, rare, frequent }) =>
        !(churned > 0.045 && churned < 0.11) ||
        !(inactive > 0.025 && inactive < 0.08) ||
        !(declined > 0.045 && declined < 0.11) ||
        !(rare > 0.03 && rare < 0.16) ||
        !(frequent > 0.03 && frequent < 0.11),
    ).length;

  it("lie in their bands at every cut-off, by rule and by frequency", async () => {
    const all = await measured("gold.churn_");
    expect(all).toHaveLength(5);
    expect(outside(all)).toBe(0);
  });

  it("leave them when customers stay in who were silent for a month at the cut-off", async () => {
    const open = (model: string, sql: string) =>
      model === "churn_population" ? sql.replace(/when recency_days is null .*\n/, "") : sql;
    expect(outside(await measured(await trial("dormant", { rewrite: open })))).toBeGreaterThan(0);
  });
});
