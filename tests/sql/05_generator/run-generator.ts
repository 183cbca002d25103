// Given plans and laws, the rows of one of the generator's models, on a real embedded DuckDB that lives in memory.
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import type { AccountPlan } from "../../../lib/src/generate/behaviour";
import { generatorTables } from "../../../lib/src/generate/generator-tables";
import { planColumns, SETTING_COLUMNS } from "../../../lib/src/pipeline/generator-setup";
import { inReadingOrder } from "../../../lib/src/pipeline/model-order";
import { sqlFiles } from "../../../lib/src/sql/model";
import { buildModels, type GivenTables } from "../warehouse";

/** One purchase a day since long ago: no trip, no subscription, no fade, no warning. */
const plainPlan: AccountPlan = {
  person_id: 1,
  customer_id: "L1",
  source_system: "legacy",
  account_share_permille: 1000,
  persona: "stable",
  account_open_day: -1000,
  account_limit: 5000,
  mix_variant: 0,
  daily_purchases_micro: 1_000_000,
  ticket_scale_permille: 1000,
  wallet_share_permille: 500,
  online_tilt_permille: 1000,
  phone_pay_permille: 0,
  weekend_tilt_permille: 1000,
  trip_every_days: 0,
  trip_scale_permille: 1000,
  subscription_count: 0,
  region: 1,
  decline_micro: 0,
  ramp_days: 60,
  ramp_start_permille: 400,
  first_start_day: 9999,
  first_fade_days: 1,
  first_floor_permille: 1000,
  first_hold_days: 0,
  first_recover_days: 1,
  second_start_day: 9999,
  second_fade_days: 1,
  second_floor_permille: 1000,
  second_hold_days: 0,
  second_recover_days: 1,
  warning_start_day: 9999,
  warning_days: 1,
  warning_declines_micro: 0,
};

/** A person's account, plain but for what is told. */
export function plan(values: Partial<AccountPlan> = {}): AccountPlan {
  return { ...plainPlan, ...values };
}

/** What is loaded before the models run. */
const sources = [
  ...generatorTables(),
  { name: "generator.setting", columns: SETTING_COLUMNS },
  { name: "generator.account_plan", columns: planColumns(plainPlan) },
  { name: "generator.slice", columns: "from_day bigint, to_day bigint" },
];
const files = sqlFiles("05_generator", "duckdb");
const models = inReadingOrder(
  files.filter((file) => file.creates.length > 0),
  sources.map((source) => source.name),
);

/** The period: by default January 2025. */
export function setting(values: Record<string, unknown> = {}) {
  return [
    { seed: 42, first_date: "2025-01-01", day_count: 31, migration_day: 20, customers: 1, target_rows: 31, ...values },
  ];
}

/** The days of a slice, and those of January. */
export const days = (from_day: number, to_day: number) => ({ "generator.slice": [{ from_day, to_day }] });
export const JANUARY = days(0, 31);

/** The number of a transaction: its account, block and place. */
export const key = (account_no: number, block_no: number, place: number) => (account_no * 64 + block_no) * 256 + place;

/** Account 2 pays ten dollars, from February eleven, on the fifth of each month. */
export const music = {
  "generator.subscription": [
    { account_no: 2, account_key: 77, slot: 1, offer: 3, bill_day_of_month: 5, from_day: 0, to_day: 60 },
  ],
  "generator.subscription_offer": [
    { offer: 3, merchant_name: "Music", category_code: 0, price_cents: 1000, raised_cents: 1100, raised_day: 31 },
  ],
};

/** A world with one kind of store, as busy in every month and on every day; each ticket is ten dollars. */
export function oneStore(values: Record<string, unknown> = {}): GivenTables {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  return {
    "generator.category": [
      {
        category_code: 0,
        merchant_category: "groceries",
        online_permille: 0,
        refund_permille: 0,
        cents_style: 0,
        week_profile: 0,
        hour_profile: 0,
        scale_permille: 1000,
        is_everyday: false,
        is_travel: false,
        ...values,
      },
    ],
    "generator.category_share": [{ mix_variant: 0, category_code: 0, share_micro: 1_000_000 }],
    "generator.category_season": months.map((month_of_year) => ({
      category_code: 0,
      month_of_year,
      factor_permille: 1000,
    })),
    "generator.ticket_quantile": tickets(0, () => 1000),
    "generator.weekday_weight": [1, 2, 3, 4, 5, 6, 7].map((weekday_no) => ({
      week_profile: 0,
      weekday_no,
      weight: 100,
    })),
  };
}

/** A ticket law: what each of its 1024 steps costs. */
export function tickets(category_code: number, centsAt: (step: number) => number) {
  return Array.from({ length: 1024 }, (_, step) => ({
    ticket_key: category_code * 1024 + step,
    low_cents: centsAt(step),
    high_cents: centsAt(step),
  }));
}

/**
 * Runs one model of the generator. A table that is given holds exactly the given rows; any other is what its model makes
 * of the tables below it, down to plans, laws and settings, which are empty unless given.
 *
 * @param name the model's path under sql/, e.g. "05_generator/trip"
 */
export async function runGenerator<Row = Record<string, unknown>>(
  name: string,
  given: GivenTables,
  orderBy = "",
): Promise<Row[]> {
  const wanted = models.filter((model) => model.name === name);
  if (wanted.length === 0) throw new Error(`No model of the generator is called ${name}`);
  const engine = openDuckDb({ file: ":memory:" });
  try {
    for (const functions of files.filter((file) => file.creates.length === 0)) await engine.run(functions);
    for (const source of sources) {
      await engine.run({ name: source.name, sql: `create table ${source.name} (${source.columns})` });
      await engine.load(source.name, given[source.name] ?? []);
    }
    await buildModels(engine, models, given, wanted);
    return await engine.rows<Row>({ name, sql: `select * from ${wanted[0]!.creates[0]} ${orderBy}` });
  } finally {
    await engine.close();
  }
}
