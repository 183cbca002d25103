import { describe, expect, it } from "vitest";
import { isoDay } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

interface Day {
  date_key: number;
  date: Date;
  month_name: string;
  week: number;
  day_of_week: number;
  day_name: string;
  is_weekend: boolean;
  holiday_name: string | null;
  season: string;
}

const calendar = (first_date: string, as_of_date: string) =>
  runModel<Day>("30_gold/dim_date", { "silver.as_of": [{ first_date, as_of_date }] }, "order by date_key");

describe("the calendar", () => {
  it("has 580 days from the first day of the data, each once, with the weeks after its end", async () => {
    const days = await calendar("2024-10-01", "2026-04-01");
    expect(days.length).toBe(580);
    expect([isoDay(days[0]!.date), isoDay(days.at(-1)!.date)]).toEqual(["2024-10-01", "2026-05-03"]);
    expect(days.every((row, i) => i === 0 || row.date.getTime() - days[i - 1]!.date.getTime() === 86_400_000)).toBe(
      true,
    );
  });

  it("grows with longer data", async () => {
    const days = await calendar("2023-01-01", "2026-01-01");
    expect(isoDay(days.at(-1)!.date)).toBe("2026-02-02");
  });

  it("is empty while there is no data", async () => {
    expect(await runModel("30_gold/dim_date", {})).toEqual([]);
  });

  it("names the parts of a day", async () => {
    const days = await calendar("2024-10-01", "2026-04-01");
    expect(days.find((row) => row.date_key === 20241231)).toEqual({
      date_key: 20241231,
      date: new Date("2024-12-31T00:00:00Z"),
      year: 2024,
      quarter: 4,
      month: 12,
      month_name: "December",
      week: 1,
      day_of_month: 31,
      day_of_week: 2,
      day_name: "Tuesday",
      is_weekend: false,
      is_holiday: false,
      holiday_name: null,
      season: "winter",
    });
    expect(days.filter((row) => row.is_weekend).every((row) => [0, 6].includes(row.date.getUTCDay()))).toBe(true);
  });

  // the days that the Office of Personnel Management lists; where it lists a day in lieu, the holiday itself
  it("knows the federal holidays by rule", async () => {
    const days = await calendar("2024-01-01", "2026-12-01");
    const of = (year: string) =>
      days
        .filter((row) => row.holiday_name && isoDay(row.date).startsWith(year))
        .map((row) => isoDay(row.date).slice(5));
    expect(of("2024")).toEqual([
      "01-01",
      "01-15",
      "02-19",
      "05-27",
      "06-19",
      "07-04",
      "09-02",
      "10-14",
      "11-11",
      "11-28",
      "12-25",
    ]);
    expect(of("2025")).toEqual([
      "01-01",
      "01-20",
      "02-17",
      "05-26",
      "06-19",
      "07-04",
      "09-01",
      "10-13",
      "11-11",
      "11-27",
      "12-25",
    ]);
    expect(of("2026")).toEqual([
      "01-01",
      "01-19",
      "02-16",
      "05-25",
      "06-19",
      "07-04",
      "09-07",
      "10-12",
      "11-11",
      "11-26",
      "12-25",
    ]);
  });
});
