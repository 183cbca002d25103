// One customer's profile over a small bank: today it is the row of the marts, on any other day what that day knew.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, isoDay } from "../../../lib/src/core/dates";
import type { ProfileRow } from "../../../lib/src/customer/profile-row";
import { transactionColumns } from "../../../lib/src/customer/transactions";
import { customerProfile } from "../../../lib/src/pipeline/customer/customer-profile";
import { customerWithStory } from "../../../lib/src/pipeline/customer/customer-stories";
import { prepareProfiles } from "../../../lib/src/pipeline/customer/prepare-profiles";
import { searchCustomers } from "../../../lib/src/pipeline/customer/search-customers";
import { inReadingOrder } from "../../../lib/src/pipeline/model-order";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { runModels } from "../../../lib/src/pipeline/run-models";
import { sqlFiles } from "../../../lib/src/sql/model";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;
let ids: readonly string[];

beforeAll(async () => {
  await fillHomeTo("marts", 200);
  platform = openPlatform();
  await prepareProfiles(platform.db);
  const rows = await platform.db.rows<{ customer_id: string }>({
    name: "ids",
    sql: "select customer_id from gold.customer_360_profile order by customer_id",
  });
  ids = rows.map(({ customer_id }) => customer_id);
}, 120_000);
afterAll(() => platform.db.close());

const stored = async (): Promise<ProfileRow[]> =>
  platform.db.rows({ name: "profiles", sql: "select * from gold.customer_360_profile order by customer_id" });

describe("a profile", () => {
  it("is the row of the marts today, with its history beside it", async () => {
    const rows = await stored();
    for (const row of rows.slice(0, 20)) {
      const { profile, transactions, summary, daily_spend, categories, contacts } = await customerProfile(
        platform.db,
        row.customer_id,
      );
      expect(profile).toEqual(row);
      expect(contacts).toEqual([]);
      expect(summary.spend_amount).toBe(row.lifetime_value);
      expect(transactions.length).toBe(Math.min(1000, summary.transaction_count));
      const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + Math.round(100 * amount), 0);
      expect(total(daily_spend.map((day) => day.spend_amount))).toBe(total([row.lifetime_value]));
      expect(total(categories.map((category) => category.spend_amount))).toBe(total([row.lifetime_value]));
    }
  });

  it("begins with what was bought before the account opened, when a book knows of it", async () => {
    const [late] = await platform.db.rows<{ customer_id: string; customer_key: number }>({
      name: "opened later",
      sql: `select customer_id, customer_key from gold.dim_customer
            where account_open_date > '2025-06-01' and version_number = 1 order by customer_id limit 1`,
    });
    const { customer_id, customer_key } = late!;
    await platform.db.run({
      name: "an early purchase",
      sql: `insert into gold.fct_transactions by name
            select * replace ('early' as transaction_id, '${customer_id}' as customer_id, ${customer_key}::bigint as customer_key,
                '2025-01-05'::date as transaction_date, '2025-01-05 10:00:00'::timestamp as transaction_at, 12.34 as amount)
            from gold.fct_transactions where status = 'approved' limit 1`,
    });
    const { daily_spend, timeline, transactions } = await customerProfile(platform.db, customer_id);
    await platform.db.run({
      name: "as it was",
      sql: "delete from gold.fct_transactions where transaction_id = 'early'",
    });
    expect(daily_spend[0]).toMatchObject({ transaction_date: "2025-01-05", spend_amount: 12.34 });
    expect(timeline.spend[0]).toMatchObject({ spend_amount: 12.34 });
    expect(Object.keys(transactions[0]!)).toEqual([...transactionColumns]);
  });

  it("computes for a day what the marts hold for today", async () => {
    // a day without facts after it: the last day's facts are put aside, and the marts made anew for the day before
    const [row] = await platform.db.rows<{ as_of_date: Date }>({
      name: "as of",
      sql: "select as_of_date from silver.as_of",
    });
    const yesterday = addDays(isoDay(row!.as_of_date), -1);
    const computed = new Map<string, ProfileRow>();
    for (const id of ids) {
      const found = await customerProfile(platform.db, id, { as_of: yesterday }).catch((error: Error) => error);
      if (!(found instanceof Error)) computed.set(id, found.profile);
    }
    await withoutFacts(yesterday, async () => {
      const rows = await stored();
      expect(computed.size).toBeGreaterThan(160);
      for (const wanted of rows) {
        const got = computed.get(wanted.customer_id);
        if (!got) continue;
        // segments are given on the first of a month, so the day's own is not known to the day before
        const {
          customer_segment: _s,
          segment_assigned_date: _d,
          eligible_for_retention_campaign: _e,
          ...rest
        } = wanted;
        for (const [name, value] of Object.entries(rest)) {
          const other = got[name as keyof ProfileRow];
          if (typeof value === "number") expect([name, other]).toEqual([name, expect.closeTo(value, 6)]);
          else expect([name, other]).toEqual([name, value]);
        }
      }
    });
  });

  it("of a day knows nothing of that day or later", async () => {
    const as_of = "2025-10-15";
    const before = await Promise.all(
      ids.slice(0, 40).map((id) => customerProfile(platform.db, id, { as_of }).catch(() => null)),
    );
    expect(before.some(Boolean)).toBe(true);
    for (const known of before) {
      if (!known) continue;
      expect(known.transactions.every(({ transaction_at }) => isoDay(transaction_at) < as_of)).toBe(true);
      expect(known.versions.every(({ valid_from }) => isoDay(valid_from) < as_of)).toBe(true);
      expect(known.segments.every(({ snapshot_date }) => isoDay(snapshot_date) <= as_of)).toBe(true);
      expect(isoDay(known.profile.profile_updated_date)).toBe(as_of);
    }
    await withoutFacts(
      as_of,
      async () => {
        const after = await Promise.all(
          ids.slice(0, 40).map((id) => customerProfile(platform.db, id, { as_of }).catch(() => null)),
        );
        for (const [i, known] of after.entries()) {
          expect(known?.transactions).toEqual(before[i]?.transactions);
          expect(known?.summary).toEqual(before[i]?.summary);
          expect(known?.profile.spend_last_90_days).toBe(before[i]?.profile.spend_last_90_days);
        }
      },
      false,
    );
  });
});

describe("contacts", () => {
  const name = "planted contacts";
  const contact = { campaign: "Stay with us", channel: "e-mail", offer_amount: 55 };
  const planted = [
    { contacted_at: new Date("2026-02-01T10:00:00Z"), responded_at: new Date("2026-02-20T09:00:00Z") },
    { contacted_at: new Date("2025-11-05T10:00:00Z"), responded_at: null },
    { contacted_at: new Date("2026-04-01T00:00:00Z"), responded_at: null }, // the day itself is not known yet
  ].map((row) => ({ ...contact, ...row }));

  it.each([
    [
      "today",
      undefined,
      [
        ["2025-11-05", null],
        ["2026-02-01", "2026-02-20"],
      ],
    ],
    [
      "before the answer",
      "2026-02-20",
      [
        ["2025-11-05", null],
        ["2026-02-01", null],
      ],
    ],
    ["on the day of the second", "2026-02-01", [["2025-11-05", null]]],
    ["before any", "2025-11-05", []],
  ])("are those that were known %s, by day and with the answers of then", async (_fact, as_of, known) => {
    const customer_id = await customerWithStory(platform.db);
    await platform.db.load(
      "gold.customer_contact",
      [customer_id, "somebody else"].flatMap((id) => planted.map((row) => ({ customer_id: id, ...row }))),
    );
    try {
      const { contacts, timeline } = await customerProfile(platform.db, customer_id, as_of ? { as_of } : {});
      const days = contacts.map((row) => [isoDay(row.contacted_at), row.responded_at && isoDay(row.responded_at)]);
      expect(days).toEqual(known);
      expect(contacts.every(({ offer_amount }) => offer_amount === 55)).toBe(true);
      expect(timeline.contacts.map(({ at }) => isoDay(at))).toEqual(known.map(([on]) => on));
    } finally {
      await platform.db.run({ name, sql: "delete from gold.customer_contact" });
    }
  });

  it("stay when the marts are made anew", async () => {
    await platform.db.load("gold.customer_contact", [{ customer_id: ids[0], ...planted[0] }]);
    await makeMarts();
    expect((await customerProfile(platform.db, ids[0]!)).contacts).toEqual([planted[0]]);
    await platform.db.run({ name, sql: "delete from gold.customer_contact" });
  });
});

describe("scores of a backtest", () => {
  const name = "planted backtest";
  const risksOf = async (as_of: string, with_backtest = true) => {
    const { timeline, profile } = await customerProfile(platform.db, ids[0]!, { as_of, with_backtest });
    expect(profile.churn_risk_score).toBeNull(); // nobody had said it on that day
    return timeline.risks.map(({ at, value, label, is_backtest }) => [isoDay(at), value, label, is_backtest]);
  };

  it("are none before the first training", async () => expect(await risksOf("2026-02-01")).toEqual([]));

  it("are ranks among those scored on the same day, up to the day, and only where asked for", async () => {
    const table = sqlFiles("45_churn_model", "duckdb").find(({ creates }) => creates.includes("gold.churn_backtest"))!;
    await platform.db.run(table);
    const rows = ["2025-09-01", "2025-12-18"].flatMap((snapshot_date, late) =>
      ids.slice(0, 101).map((customer_id, i) => ({
        customer_id,
        snapshot_date,
        model_version: "v1",
        churn_probability: Math.abs(100 * late - i) / 200, // the first customer: the least likely, then the most
        has_churned: false,
      })),
    );
    await platform.db.load("gold.churn_backtest", rows);
    try {
      const [first, second] = [
        ["2025-09-01", 0, "Low Risk", true],
        ["2025-12-18", 100, "High Risk", true],
      ];
      expect(await risksOf("2026-02-01")).toEqual([first, second]);
      expect(await risksOf("2025-12-17")).toEqual([first]);
      expect(await risksOf("2026-02-01", false)).toEqual([]);
    } finally {
      await platform.db.run({ name, sql: "drop table gold.churn_backtest" });
    }
  });
});

/** The marts over the tables below them as they lie there. */
async function makeMarts(): Promise<void> {
  const models = sqlFiles("50_marts", "duckdb");
  const made = models.flatMap((model) => model.creates);
  const given = models.flatMap((model) => model.reads).filter((table) => !made.includes(table));
  for (const model of inReadingOrder(models, given)) await platform.db.run(model);
}

/** Runs with the facts from a day on put aside, the marts made anew over what is left; everything is put back after. */
async function withoutFacts(from: string, run: () => Promise<void>, withMarts = true): Promise<void> {
  const { db } = platform;
  const sql = (text: string) => db.run({ name: "set aside", sql: text });
  await sql(`create table gold.kept as select * from gold.fct_transactions;
    create table gold.kept_as_of as select * from silver.as_of;
    delete from gold.fct_transactions where transaction_date >= '${from}'::date;
    update gold.fct_transactions set status = 'pending' where posted_date >= '${from}'::date;`); // not booked by then
  if (withMarts) {
    await sql(`update silver.as_of set as_of_date = '${from}'::date`);
    await makeMarts();
  }
  try {
    await run();
  } finally {
    await sql(`delete from gold.fct_transactions; insert into gold.fct_transactions select * from gold.kept;
      delete from silver.as_of; insert into silver.as_of select * from gold.kept_as_of;
      drop table gold.kept; drop table gold.kept_as_of;`);
    if (withMarts) await makeMarts();
  }
}

describe("what makes profiles quick", () => {
  it("can be asked for again, and stands in no model's way", async () => {
    await prepareProfiles(platform.db);
    await runModels(platform.db, { layers: ["20_silver", "30_gold", "50_marts"], is_forced: true });
    await prepareProfiles(platform.db);
    expect((await searchCustomers(platform.db, ids[0]!)).matches[0]!.customer_id).toBe(ids[0]);
    expect((await customerProfile(platform.db, ids[0]!)).profile.customer_id).toBe(ids[0]);
  }, 60_000);
});
