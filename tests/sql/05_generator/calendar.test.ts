// The days of the period, the blocks in which purchases are planned, and the day of a block on which one falls.
import { expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runGenerator, setting } from "./run-generator";

// from Sunday, 25 February of a leap year, to Thursday, 4 April
const leapYear = {
  "generator.setting": setting({ first_date: "2024-02-25", day_count: 40 }),
  "generator.holiday": [{ calendar_date: "2024-02-29", weight_permille: 500 }],
};

it("calendar counts days from the first date and knows months, weekdays and holidays", async () => {
  const days = await runGenerator("05_generator/calendar", leapYear, "order by day_no");
  expect(days).toHaveLength(40);
  const february = { month_no: 0, month_of_year: 2, days_in_month: 29, block_no: 2 };
  expect(days[0]).toMatchObject({
    day_no: 0,
    calendar_date: day("2024-02-25"),
    weekday_no: 7,
    day_of_month: 25,
    holiday_permille: 1000,
    ...february,
  });
  expect(days[4]).toMatchObject({ day_no: 4, weekday_no: 4, day_of_month: 29, holiday_permille: 500, ...february });
  expect(days[5]).toMatchObject({ day_no: 5, month_no: 1, month_of_year: 3, days_in_month: 31, day_of_month: 1 });
  expect(days[39]).toMatchObject({ calendar_date: day("2024-04-04"), month_no: 2, block_no: 6 });
});

it("block cuts each month after its 10th and 20th, and the period where it ends", async () => {
  const blocks = await runGenerator("05_generator/block", leapYear, "order by block_no");
  expect(blocks).toMatchObject([
    { block_no: 2, month_of_year: 2, from_day: 0, to_day: 5 },
    { block_no: 3, month_of_year: 3, from_day: 5, to_day: 15 },
    { block_no: 4, month_of_year: 3, from_day: 15, to_day: 25 },
    { block_no: 5, month_of_year: 3, from_day: 25, to_day: 36 },
    { block_no: 6, month_of_year: 4, from_day: 36, to_day: 40 },
  ]);
});

it("day_slot gives a day slots by the weight of its weekday and holiday", async () => {
  // Monday and Tuesday: one to three by the weekdays of profile 0, one to one by those of profile 1
  const weights = [
    { week_profile: 0, weekday_no: 1, weight: 100 },
    { week_profile: 0, weekday_no: 2, weight: 300 },
    { week_profile: 1, weekday_no: 1, weight: 100 },
    { week_profile: 1, weekday_no: 2, weight: 100 },
  ];
  const slots = (holiday_permille: number) =>
    runGenerator<{ day_key: number; day_no: number }>(
      "05_generator/day_slot",
      {
        "generator.setting": setting({ first_date: "2024-01-01", day_count: 2 }),
        "generator.weekday_weight": weights,
        "generator.holiday": [{ calendar_date: "2024-01-02", weight_permille: holiday_permille }],
      },
      "order by day_key",
    );
  const daysOf = (first: number, second: number) => [...Array(first).fill(0), ...Array(second).fill(1)];
  const plain = await slots(1000);
  const secondProfile = 64 * 512;
  expect(plain.map((row) => row.day_key)).toEqual(
    [0, secondProfile].flatMap((first) => Array.from({ length: 512 }, (_, slot) => first + slot)),
  );
  expect(plain.map((row) => row.day_no)).toEqual([...daysOf(128, 384), ...daysOf(256, 256)]);
  // a holiday that is three times as busy makes one to nine, and one to three
  expect((await slots(3000)).map((row) => row.day_no)).toEqual([...daysOf(51, 461), ...daysOf(128, 384)]);
});
