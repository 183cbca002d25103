// Whether the generated behaviour can carry the story: five segments by rule in their bands, and fades with warnings.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../../lib/src/engine/duckdb";
import type { Engine } from "../../../lib/src/engine/engine";
import { writeBooks } from "../../../lib/src/generate/write-books";
import { prepareGenerator } from "../../../lib/src/pipeline/generator-setup";
import { useTemporaryHome } from "../../temporary-home";

const CUSTOMERS = 4000;
const home = useTemporaryHome();
let db: Engine;

beforeAll(async () => {
  const { truth_file } = await writeBooks({ count: CUSTOMERS, seed: 42, output: join(home.path, "customers.csv") });
  db = openDuckDb({ file: ":memory:" });
  await prepareGenerator(db, { truth_file, truth_version: "segments", customers: CUSTOMERS, seed: 42 });
  await db.run({
    name: "people's purchases",
    sql: `create or replace table generator.slice as select 0::bigint as from_day, 547::bigint as to_day;
          create or replace table bronze.feed as
          select plan.person_id, datediff('day', '2024-10-01'::date, feed.transaction_at::date) as day_no,
              feed.amount, feed.merchant_category, feed.status
          from generator.slice_transaction as feed
          join generator.account_plan as plan on feed.customer_id = plan.customer_id;`,
  });
});
afterAll(() => db.close());

// the rules as the segments are promised: windows of 90 days, the last against the one before, and a decline counts only
// beyond what the season took from everybody; who bought nothing at all has gone quiet and is not in decline
const SEGMENTS = `
  with people as (
      select person_id, min(account_open_day) as open_day from generator.account_plan group by person_id
  ),
  windows as (
      select people.person_id, people.open_day,
          sum(iff(day_no >= 457, amount, 0)) as recent, sum(iff(day_no between 367 and 456, amount, 0)) as prior,
          sum(iff(day_no >= 457 and merchant_category in ('airlines', 'hotels', 'car_rental'), amount, 0)) as travel,
          sum(iff(day_no >= 457 and merchant_category in ('groceries', 'gas', 'transit', 'health', 'utilities'), amount, 0)) as necessities
      from people
      left join bronze.feed as feed on people.person_id = feed.person_id and feed.status = 'approved'
      group by all
  ),
  season as (select sum(recent) / sum(prior) as factor from windows where open_day < 367)
  select case
      when open_day > 547 - 183 and recent > 0 and recent >= 1.5 * prior then 'New & Growing'
      when open_day <= 547 - 183 and recent > 0 and recent < 0.7 * prior * factor then 'Declining'
      when recent / 3 >= 5000 and travel >= 0.25 * recent then 'High-Value Travelers'
      when recent > 0 and recent / 3 < 1500 and necessities >= 0.6 * recent then 'Budget-Conscious'
      else 'Stable Mid-Spenders' end as segment,
      count(*) / ${CUSTOMERS}.0 as share
  from windows cross join season group by 1`;

describe("segments by rule", () => {
  it.each([
    ["High-Value Travelers", 0.1, 0.15],
    ["Declining", 0.05, 0.1],
    ["New & Growing", 0.1, 0.15],
    ["Budget-Conscious", 0.2, 0.25],
    ["Stable Mid-Spenders", 0.4, 0.5],
  ])("%s are between %d and %d of the customers", async (segment, low, high) => {
    const rows = await db.rows<{ segment: string; share: number }>({ name: "segments", sql: SEGMENTS });
    const share = Number(rows.find((row) => row.segment === segment)?.share ?? 0);
    expect(share).toBeGreaterThanOrEqual(low);
    expect(share).toBeLessThanOrEqual(high);
  });
});

describe("fades", () => {
  it("take months, hit 7 to 12 in a hundred active customers per 90 days, and seldom come back", async () => {
    const [row] = await db.rows<{ base_rate: number }>({
      name: "base rate",
      sql: `with windows as (
                select person_id,
                    max(iff(day_no < 443, day_no, null)) as last_before, min(day_no) as first_day,
                    sum(iff(day_no between 263 and 442, amount, 0)) / 180 as baseline,
                    count_if(day_no between 263 and 442) as purchases,
                    sum(iff(day_no between 353 and 442, amount, 0)) / 90 as recent_before,
                    max(iff(day_no < 547, day_no, null)) as last_after,
                    sum(iff(day_no between 457 and 546, amount, 0)) / 90 as recent_after
                from bronze.feed where status = 'approved' group by person_id
            )
            select avg(iff(547 - last_after >= 60 or recent_after < 0.3 * baseline, 1.0, 0.0)) as base_rate
            from windows
            where 443 - last_before < 30 and purchases >= 6 and recent_before >= 0.3 * baseline and first_day < 263`,
    });
    expect(Number(row!.base_rate)).toBeGreaterThan(0.07);
    expect(Number(row!.base_rate)).toBeLessThan(0.12);
  });

  it("are announced: declines come more often before a customer fades", async () => {
    const [row] = await db.rows<{ ratio: number }>({
      name: "warnings",
      sql: `with people as (
                select person_id,
                    count_if(status = 'declined' and day_no between 263 and 442) / count(*)::double as declined_rate,
                    sum(iff(status = 'approved' and day_no between 457 and 546, amount, 0)) as after,
                    sum(iff(status = 'approved' and day_no between 173 and 262, amount, 0)) as before
                from bronze.feed group by person_id
            )
            select avg(iff(after < 0.3 * before, declined_rate, null)) / avg(iff(after >= 0.7 * before, declined_rate, null)) as ratio
            from people where before > 300`,
    });
    expect(Number(row!.ratio)).toBeGreaterThan(1.5);
  });
});
