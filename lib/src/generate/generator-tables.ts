// The constant tables of the SQL generator: laws and weights as whole numbers, made once from the pages beside this one.
import { type CategoryLaw, categoryLaws } from "./category-laws";
import { categoryShares } from "./category-mix";
import { normalQuantile } from "./even-draws";
import { MERCHANT_SLOTS, merchantSlots } from "./merchants";
import { REGION_COUNT } from "./regions";
import { placeIn } from "./strata";
import { subscriptionOffers } from "./subscription-offers";

/** One table: its columns with their SQL types, and its rows. */
export interface GeneratorTable {
  readonly name: string;
  readonly columns: string;
  readonly rows: readonly object[];
}

/** Steps of a ticket law; between two of them the generator draws a straight line. */
const TICKET_STEPS = 1024;

/** A purchase happens up to six minutes after its slot's minute, and on the same day. */
const LAST_MINUTE = 1433;

/** Monday first. Target: Friday 1.12-1.20, Saturday 1.15-1.25, Sunday 0.85-0.95, Monday to Wednesday 0.90-0.96. */
const weeks = [
  [100, 100, 100, 101, 111, 109, 79],
  [91, 90, 92, 97, 118, 122, 90],
  [87, 86, 89, 96, 122, 127, 93],
];

/** Purchases by hour of the day, from midnight: shops, meals, commute, evenings and online. Judgement. */
const hours = [
  [0, 0, 0, 0, 0, 0, 2, 6, 18, 32, 44, 52, 56, 52, 50, 52, 56, 58, 48, 34, 20, 10, 4, 1],
  [3, 2, 1, 0, 0, 2, 12, 28, 30, 20, 18, 44, 70, 52, 24, 18, 26, 52, 76, 68, 42, 22, 12, 6],
  [2, 1, 1, 1, 4, 16, 40, 58, 46, 30, 26, 30, 34, 32, 34, 44, 58, 62, 40, 26, 18, 12, 8, 4],
  [14, 8, 5, 3, 3, 4, 8, 16, 26, 36, 42, 44, 46, 44, 42, 42, 44, 46, 50, 58, 64, 60, 46, 28],
];

/** Days unlike others, in thousandths of an ordinary day; a key without a year holds in every year. Judgement. */
const holidays: Readonly<Record<string, number>> = {
  "2024-11-28": 600,
  "2024-11-29": 1600,
  "2024-11-30": 1150,
  "2024-12-02": 1250,
  "2025-11-27": 600,
  "2025-11-28": 1600,
  "2025-11-29": 1150,
  "2025-12-01": 1250,
  "12-20": 1300,
  "12-21": 1300,
  "12-22": 1250,
  "12-23": 1450,
  "12-24": 950,
  "12-25": 350,
  "12-31": 1050,
  "01-01": 600,
  "07-03": 1150,
  "07-04": 800,
  "02-14": 1250,
  "2025-05-11": 1150,
};

/** Part of the planned trips that take place, by month from October on. Judgement: summer and late December. */
const tripSeason = [780, 760, 930, 700, 740, 860, 820, 860, 950, 1000, 930, 760];

/** What a trip costs against the average, by month from October on. Judgement: dear in summer and at the holidays. */
const tripPrices = [920, 920, 1070, 1030, 1030, 1020, 930, 940, 1080, 1110, 1090, 920];

/** What belongs to a trip: days from departure, and how likely. Events with the same salt fall on the same day. */
const tripEvents = [
  ["airlines", -28, 22, 870, 30],
  ["hotels", 1, 3, 940, 31],
  ["car_rental", 2, 3, 150, 33],
  ["restaurants", 0, 1, 800, 34],
  ["restaurants", 1, 2, 700, 35],
  ["restaurants", 1, 3, 500, 36],
  ["transit", 0, 1, 600, 37],
  ["gas", 1, 3, 300, 38],
  ["general_merchandise", 0, 4, 300, 39],
  ["entertainment", 1, 3, 350, 40],
] as const;

/** How strongly a person's ticket scale acts on a category: everybody's tank is about as large. */
const scaleStrength: Readonly<Record<string, number>> = { gas: 200, transit: 400, groceries: 900, utilities: 600 };

/** All constant tables, for the loader. */
export function generatorTables(): GeneratorTable[] {
  return [
    table(
      "category",
      "category_code bigint, merchant_category varchar, online_permille bigint, refund_permille bigint, cents_style bigint, week_profile bigint, hour_profile bigint, scale_permille bigint, is_everyday boolean, is_travel boolean",
      categories(),
    ),
    table("category_season", "category_code bigint, month_of_year bigint, factor_permille bigint", seasons()),
    table("category_share", "mix_variant bigint, category_code bigint, share_micro bigint", categoryShares()),
    table("ticket_quantile", "ticket_key integer, low_cents bigint, high_cents bigint", categoryLaws.flatMap(tickets)),
    table("merchant", "merchant_key integer, merchant_name varchar", merchants()),
    table(
      "subscription_offer",
      "offer bigint, merchant_name varchar, category_code bigint, price_cents bigint, raised_cents bigint, raised_day bigint",
      subscriptionOffers(),
    ),
    table("weekday_weight", "week_profile bigint, weekday_no bigint, weight bigint", weekdays()),
    table("hour_slot", "hour_key integer, minute_of_day bigint", hours.flatMap(hourSlots)),
    table("holiday", "calendar_date date, weight_permille bigint", holidayRows()),
    table("trip_season", "month_from_first bigint, accept_permille bigint, price_permille bigint", tripSeasons()),
    table(
      "trip_event",
      "event_no bigint, category_code bigint, from_offset bigint, offset_days bigint, include_permille bigint, day_salt bigint",
      trips(),
    ),
  ];
}

function table(name: string, columns: string, rows: readonly object[]): GeneratorTable {
  return { name: `generator.${name}`, columns, rows };
}

function categories() {
  return categoryLaws.map((law, category_code) => ({
    category_code,
    merchant_category: law.merchant_category,
    online_permille: law.online_permille,
    refund_permille: law.refund_permille,
    cents_style: law.cents_style,
    week_profile: law.week_profile,
    hour_profile: law.hour_profile,
    scale_permille: scaleStrength[law.merchant_category] ?? 1000,
    is_everyday: ["groceries", "gas", "transit"].includes(law.merchant_category),
    is_travel: category_code < 3,
  }));
}

function seasons() {
  return categoryLaws.flatMap((law, category_code) => {
    const mean = law.season.reduce((sum, factor) => sum + factor, 0) / 12;
    return law.season.map((factor, month) => ({
      category_code,
      month_of_year: month + 1,
      factor_permille: Math.round((1000 * factor) / mean),
    }));
  });
}

/** A log-normal law as steps in cents; its outermost four in a thousand are cut to the edge. */
function tickets(law: CategoryLaw, category_code: number) {
  const cents = (step: number) => {
    const share = Math.min(0.99, Math.max(0.004, step / TICKET_STEPS));
    return Math.round(100 * law.median * Math.exp(law.spread * normalQuantile(share)));
  };
  return Array.from({ length: TICKET_STEPS }, (_, step) => ({
    ticket_key: category_code * TICKET_STEPS + step,
    low_cents: cents(step),
    high_cents: cents(step + 1),
  }));
}

function merchants() {
  return merchantSlots().map(({ category_code, region, slot, merchant_name }) => ({
    merchant_key: (category_code * REGION_COUNT + region - 1) * MERCHANT_SLOTS + slot,
    merchant_name,
  }));
}

function weekdays() {
  return weeks.flatMap((week, week_profile) => week.map((weight, i) => ({ week_profile, weekday_no: i + 1, weight })));
}

/** 256 equally likely minutes of the day per profile. */
function hourSlots(weights: readonly number[], profile: number) {
  return Array.from({ length: 256 }, (_, slot) => {
    const [hour, place] = placeIn(
      weights.map((weight, h) => [h, weight] as const),
      (slot + 0.5) / 256,
    );
    const minute_of_day = Math.min(LAST_MINUTE, Math.floor(60 * (hour + place)));
    return { hour_key: profile * 256 + slot, minute_of_day };
  });
}

function holidayRows() {
  return Object.entries(holidays).flatMap(([date, weight_permille]) =>
    (date.length === 10 ? [date] : ["2024", "2025", "2026"].map((year) => `${year}-${date}`)).map((calendar_date) => ({
      calendar_date,
      weight_permille,
    })),
  );
}

function tripSeasons() {
  return tripSeason.map((accept_permille, month_from_first) => {
    return { month_from_first, accept_permille, price_permille: tripPrices[month_from_first]! };
  });
}

function trips() {
  return tripEvents.map(([category, from_offset, offset_days, include_permille, day_salt], event_no) => ({
    event_no,
    category_code: categoryLaws.findIndex((law) => law.merchant_category === category),
    from_offset,
    offset_days,
    include_permille,
    day_salt,
  }));
}
