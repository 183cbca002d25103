// Shares of categories, seasons and tickets as the slots that purchases fall into. Two categories: groceries and flights.
import { describe, expect, it } from "vitest";
import { runGenerator, tickets } from "./run-generator";

const GROCERIES = 0;
const FLIGHTS = 1;
const category = (category_code: number, refund_permille: number) => ({
  category_code,
  refund_permille,
  is_everyday: category_code === GROCERIES,
});
/** A quarter of purchases are flights in January; in December groceries rise by a fifth and flights by three fifths. */
const laws = {
  "generator.category": [category(GROCERIES, 0), category(FLIGHTS, 40)],
  "generator.category_share": [
    { mix_variant: 2, category_code: GROCERIES, share_micro: 750_000 },
    { mix_variant: 2, category_code: FLIGHTS, share_micro: 250_000 },
  ],
  "generator.category_season": [
    { category_code: GROCERIES, month_of_year: 1, factor_permille: 1000 },
    { category_code: FLIGHTS, month_of_year: 1, factor_permille: 1000 },
    { category_code: GROCERIES, month_of_year: 12, factor_permille: 1200 },
    { category_code: FLIGHTS, month_of_year: 12, factor_permille: 1600 },
  ],
};

it("mix_month says how busy a month is, how much of it is everyday, and how many are refunded", async () => {
  // December: 0.75 * 1.2 + 0.25 * 1.6 = 1.3; 0.9 / 1.3 = 0.6923 everyday; 4 % of the 0.4 / 1.3 flights come back
  expect(await runGenerator("05_generator/mix_month", laws, "order by month_of_year")).toEqual([
    { mix_variant: 2, month_of_year: 1, season_permille: 1000, everyday_permille: 750, refund_micro: 10_000 },
    { mix_variant: 2, month_of_year: 12, season_permille: 1300, everyday_permille: 692, refund_micro: 12_307 },
  ]);
});

describe("mix_slot", () => {
  interface Slot {
    readonly mix_key: number;
    readonly category_code: number;
    readonly place_in_run: number;
    readonly run_length: number;
  }
  /** Groceries cost 0 to 1023 cents, all flights the same. */
  const slots = async (flight_cents: number) =>
    (
      await runGenerator<Slot & { month_of_year: number }>(
        "05_generator/mix_slot",
        { ...laws, "generator.ticket_quantile": [...tickets(0, (step) => step), ...tickets(1, () => flight_cents)] },
        "order by mix_key",
      )
    ).filter((slot) => slot.month_of_year === 1);
  /** Categories in their order, each with how many slots it has in a row. */
  const runs = (rows: readonly Slot[]) =>
    rows.reduce<[number, number][]>((found, { category_code }) => {
      const last = found.at(-1);
      if (last?.[0] === category_code) last[1]++;
      else found.push([category_code, 1]);
      return found;
    }, []);

  it("gives each category its share of 1024 slots, in the order of tickets", async () => {
    const rows = await slots(2000);
    const firstKey = (1 * 32 + 2) * 1024;
    expect(rows.map((slot) => slot.mix_key)).toEqual(Array.from({ length: 1024 }, (_, slot) => firstKey + slot));
    expect(runs(rows)).toEqual([
      [GROCERIES, 768],
      [FLIGHTS, 256],
    ]);
    expect(rows[0]).toMatchObject({ place_in_run: 0, run_length: 768 });
    expect(rows[767]).toMatchObject({ place_in_run: 767, run_length: 768 });
    expect(rows[1023]).toMatchObject({ place_in_run: 255, run_length: 256 });
  });

  it("puts what costs the same side by side, whatever the category", async () => {
    // place p of 768 costs (2 p + 1) * 512 / 768 cents: p = 374 costs 499, p = 375 costs 500, as a flight does, and
    // groceries come first by their code
    expect(runs(await slots(500))).toEqual([
      [GROCERIES, 376],
      [FLIGHTS, 256],
      [GROCERIES, 392],
    ]);
  });
});

it("number counts from 0 to 1023", async () => {
  const rows = await runGenerator<{ n: number }>("05_generator/number", {}, "order by n");
  expect(rows.map((row) => row.n)).toEqual(Array.from({ length: 1024 }, (_, n) => n));
});

it("series makes k rows of a k, up to 96, and none of 0", async () => {
  const rows = await runGenerator<{ k: number; n: number }>("05_generator/series", {}, "order by k, n");
  expect(rows.slice(0, 6)).toEqual([
    { k: 1, n: 0 },
    { k: 2, n: 0 },
    { k: 2, n: 1 },
    { k: 3, n: 0 },
    { k: 3, n: 1 },
    { k: 3, n: 2 },
  ]);
  expect(rows).toHaveLength((96 * 97) / 2);
  expect(rows.at(-1)).toEqual({ k: 96, n: 95 });
});
