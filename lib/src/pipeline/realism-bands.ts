// The bands in which made-up customers have to lie, and who says so. A source's single figure has a tolerance, said
// beside it; "judgement" is ours, with the published figure where one lies outside the band, and "judgement after" a
// study that names an order and no numbers. A band is never moved because a value is outside it.

export type RealismTopic = "volume" | "category" | "season" | "week" | "shape" | "people";

/** A statistic of sql/realism and the band that a source gives it; both ends are inside. */
export interface RealismBand {
  /** Column of a statistics query. */
  readonly statistic_id: string;
  readonly topic: RealismTopic;
  readonly statistic: string;
  readonly unit: "percent" | "money" | "number";
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

const FED_DIARY = "Atlanta Fed, Take On Payments, Jun 2024";
const FED_TICKET = "Fed payments study ($93 in 2012, $88 in 2021), raised for an affluent book";
const MIX = "affluent card users, Personal Capital 2021 (pr.report), without the pandemic";
/** The band is ours: the source's year was one of a pandemic, its households are affluent. */
const unlikePublished = (percent: string) => `judgement; ${percent} published (Personal Capital 2021, pr.report)`;
const BUSY_DAYS = "judgement after JPMorgan Chase Institute, weekend spend";
const QUIET_DAYS = "judgement after a UK issuer study (mpamag.com)";
const CENSUS = "Census MRTS factors";
const JUDGEMENT = "judgement";

/** All bands, topic by topic. */
export const realismBands: readonly RealismBand[] = [
  ...topic("volume", [
    ["transactions_per_month", "transactions per person and month", "number", 14.8, 15.2, FED_DIARY],
    ["spend_per_month", "spend per person and month", "money", 1600, 2000, `${FED_DIARY} ($1,126), affluent book`],
    ["mean_ticket", "mean ticket", "money", 105, 130, FED_TICKET],
    ["median_ticket", "median ticket", "money", 35, 50, JUDGEMENT],
    ["median_purchases", "purchases a month, median account", "number", 11, 13, "Fed, 11 per card in 2012 (nafcu.org)"],
    ["online_share", "online, by number", "percent", 0.34, 0.4, "ABA Banking Journal on Fed study, 2022"],
    ["wallet_share", "phone wallet, of purchases in person", "percent", 0.1, 0.3, JUDGEMENT],
    ["refunded_share", "refunds, by number", "percent", 0.01, 0.03, JUDGEMENT],
    ["declined_share", "declined, by number", "percent", 0.02, 0.04, JUDGEMENT],
    ["weekend_posted_share", "posted on a weekend", "percent", 0, 0.01, `${JUDGEMENT}: weekends post on Monday`],
  ]),
  ...topic("category", [
    ["travel_share", "travel, of spend", "percent", 0.14, 0.18, MIX],
    ["general_merchandise_share", "general merchandise, of spend", "percent", 0.16, 0.19, MIX],
    ["restaurants_share", "restaurants, of spend", "percent", 0.12, 0.15, unlikePublished("11.6%")],
    ["groceries_share", "groceries, of spend", "percent", 0.12, 0.16, unlikePublished("11.5%")],
    ["clothing_share", "clothing, of spend", "percent", 0.06, 0.09, unlikePublished("10.7%")],
    ["home_improvement_share", "home improvement, of spend", "percent", 0.06, 0.09, unlikePublished("10.7%")],
    ["health_share", "health, of spend", "percent", 0.05, 0.07, unlikePublished("7.4%")],
    ["subscriptions_share", "subscriptions, of spend", "percent", 0.06, 0.08, MIX],
    ["entertainment_share", "entertainment, of spend", "percent", 0.04, 0.06, MIX],
    ["gas_and_transit_share", "gas and transit, of spend", "percent", 0.06, 0.09, "Tally, Feb 2022, 8.5% with car"],
    ["utilities_share", "utilities, of spend", "percent", 0.04, 0.06, JUDGEMENT],
    ["travel_count_share", "travel, of purchases", "percent", 0.01, 0.03, JUDGEMENT],
    ["everyday_in_top_three", "food and fuel among the three most frequent", "number", 3, 3, JUDGEMENT],
  ]),
  ...topic("season", [
    ["retail_december_over_january", "retail, December over January", "number", 1.08, 1.32, `${CENSUS}, 1.20 ±10%`],
    ["retail_february", "retail, February", "number", 0.84, 0.93, `${CENSUS}, 0.88 ±5%`],
    ["electronics_december", "electronics, December", "number", 1.24, 1.51, `${CENSUS}, 1.37 ±10%`],
    ["clothing_december_over_january", "clothing, December over January", "number", 2, 2.32, `${CENSUS}, older years`],
    ["groceries_december", "groceries, December", "number", 0.99, 1.09, `${CENSUS}, 1.04 ±5%`],
    [
      "building_spring_over_winter",
      "home and garden, spring over winter",
      "number",
      1.21,
      1.47,
      `${CENSUS}, 1.34 ±10%`,
    ],
    ["gas_summer_over_winter", "gas, summer over winter", "number", 1.13, 1.31, `${CENSUS}, older years`],
    ["travel_summer", "travel, June to August", "number", 1.05, 1.25, JUDGEMENT],
  ]),
  ...topic("week", [
    ["friday_factor", "Friday against the mean day", "number", 1.12, 1.2, BUSY_DAYS],
    ["saturday_factor", "Saturday against the mean day", "number", 1.15, 1.25, BUSY_DAYS],
    ["sunday_factor", "Sunday against the mean day", "number", 0.85, 0.95, QUIET_DAYS],
    ["midweek_factor", "Monday to Wednesday against the mean day", "number", 0.9, 0.96, QUIET_DAYS],
    [
      "holiday_days_in_top_ten",
      "Nov and Dec days among the ten largest",
      "number",
      8,
      10,
      "judgement after cardtrak notes",
    ],
  ]),
  ...topic("shape", [
    ["log_skewness", "skewness of log amount, within category", "number", 0, 0.3, `${JUDGEMENT}: log-normal is 0`],
    ["ninety_nine_share", "amounts that end in .99", "percent", 0.08, 0.25, `${JUDGEMENT}: chance is 1%`],
    ["exact_repeat_share", "subscriptions repeated to the cent", "percent", 0.95, 1, JUDGEMENT],
    ["top_tenth_share", "spend of the top 10% of accounts", "percent", 0.35, 0.45, JUDGEMENT],
    ["gini", "Gini coefficient of spend", "number", 0.45, 0.6, JUDGEMENT],
    ["decline_clustering", "declines in pairs, against chance", "number", 1.3, 3, `${JUDGEMENT}: coins are 1`],
    [
      "declines_before_fades",
      "declines of accounts that fade, to others",
      "number",
      1.5,
      6,
      `${JUDGEMENT}: no trace is 1`,
    ],
  ]),
  ...topic("people", [
    ["mean_age", "mean age", "number", 48, 50, JUDGEMENT],
    ["employed_share", "employed", "percent", 0.55, 0.65, JUDGEMENT],
    ["self_employed_share", "self-employed", "percent", 0.08, 0.12, JUDGEMENT],
    ["retired_share", "retired", "percent", 0.17, 0.23, JUDGEMENT],
    ["unemployed_share", "unemployed", "percent", 0.03, 0.06, JUDGEMENT],
    ["premium_share", "Premium cards", "percent", 0.15, 0.25, JUDGEMENT],
    ["limit_step_share", "limits below $10,000 in steps of $500", "percent", 0.99, 1, JUDGEMENT],
    ["young_share", "accounts younger than six months", "percent", 0.1, 0.15, JUDGEMENT],
    ["in_both_books_share", "people in both books", "percent", 0.06, 0.08, JUDGEMENT],
    [
      "california_share",
      "Californians in the bank's own book",
      "percent",
      0.106,
      0.126,
      "Census NST-EST2024, 11.6% ±1",
    ],
    ["home_region_share", "acquired book in its six largest states", "percent", 0.75, 0.85, JUDGEMENT],
  ]),
];

type Line = readonly [
  statistic_id: string,
  statistic: string,
  unit: RealismBand["unit"],
  low: number,
  high: number,
  source: string,
];

function topic(name: RealismTopic, lines: readonly Line[]): RealismBand[] {
  return lines.map(([statistic_id, statistic, unit, low, high, source]) => ({
    statistic_id,
    topic: name,
    statistic,
    unit,
    low,
    high,
    source,
  }));
}
