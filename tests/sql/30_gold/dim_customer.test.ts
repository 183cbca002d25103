import { describe, expect, it } from "vitest";
import { day, isoDay } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

interface Version {
  customer_id: string;
  customer_key: number;
  card_type: string;
  credit_limit: number;
  valid_from: Date;
  valid_to: Date | null;
  is_current: boolean;
  version_number: number;
  city: string;
}

const ada = {
  customer_id: "L1",
  source_system: "legacy",
  is_in_both_books: false,
  card_type: "Standard",
  credit_limit: 5000,
  account_open_date: day("2020-01-01"),
  street_address: "1 Elm St",
  city: "Akron",
  state: "OH",
  postal_code: "44301",
};

let changeCount = 0;
const change = (changed_at: string, values: object, recorded_at = changed_at) => ({
  change_id: `C${String(++changeCount).padStart(4, "0")}`,
  customer_id: "L1",
  source_customer_id: "L1",
  is_primary_account: true,
  change_type: Object.keys(values)[0] === "city" ? "address" : Object.keys(values)[0],
  changed_at,
  recorded_at,
  ...values,
});
const limit = (credit_limit: number) => ({ credit_limit });
const card = (card_type: string) => ({ card_type });

const versions = (changes: object[], given: object = {}) =>
  runModel<Version>(
    "30_gold/dim_customer",
    { "silver.customer": [{ ...ada, ...given }], "silver.customer_change": changes },
    "order by customer_id, valid_from",
  );

/** "2020-01-01 Standard 5000" per version. */
const story = (rows: Version[]) => rows.map((row) => `${isoDay(row.valid_from)} ${row.card_type} ${row.credit_limit}`);

describe("the history of a customer's card and limit", () => {
  it.each<[string, object[], string[]]>([
    ["opens with the account", [], ["2020-01-01 Standard 5000"]],
    [
      "gets a version when card or limit move",
      [change("2024-11-05 10:00:00", card("Rewards")), change("2025-02-01 09:00:00", limit(8000))],
      ["2020-01-01 Standard 5000", "2024-11-05 Rewards 5000", "2025-02-01 Rewards 8000"],
    ],
    [
      "gets none from a change that changes nothing",
      [
        change("2024-11-05 10:00:00", limit(5000)),
        change("2024-12-05 10:00:00", limit(6000)),
        change("2024-12-09 10:00:00", limit(6000)),
      ],
      ["2020-01-01 Standard 5000", "2024-12-05 Standard 6000"],
    ],
    [
      "follows the order of effect, not of telling",
      [change("2025-01-10 08:00:00", limit(9000)), change("2024-12-01 08:00:00", limit(7000), "2025-02-20 00:00:00")],
      ["2020-01-01 Standard 5000", "2024-12-01 Standard 7000", "2025-01-10 Standard 9000"],
    ],
    [
      "takes the last word of a day",
      [
        change("2024-12-01 17:00:00", limit(7000)),
        change("2024-12-01 09:00:00", limit(9000)),
        change("2024-12-01 12:00:00", card("Premium")),
      ],
      ["2020-01-01 Standard 5000", "2024-12-01 Premium 7000"],
    ],
    [
      "has no version for a day that ends where it began",
      [change("2024-12-01 09:00:00", limit(9000)), change("2024-12-01 17:00:00", limit(5000))],
      ["2020-01-01 Standard 5000"],
    ],
    [
      "breaks a tie of instants by what was recorded last",
      [
        change("2024-12-01 09:00:00", limit(9000), "2024-12-03 00:00:00"),
        change("2024-12-01 09:00:00", limit(7000), "2024-12-02 00:00:00"),
      ],
      ["2020-01-01 Standard 5000", "2024-12-01 Standard 9000"],
    ],
    [
      "leaves out what is dated before the account opened",
      [change("2019-12-31 23:59:59", limit(9000))],
      ["2020-01-01 Standard 5000"],
    ],
    [
      "lets a change on the opening day win over the opening",
      [change("2020-01-01 12:00:00", limit(6000))],
      ["2020-01-01 Standard 6000"],
    ],
    [
      "takes from a change only what its kind names",
      [{ ...change("2025-01-10 08:00:00", card("Premium")), credit_limit: 99 }],
      ["2020-01-01 Standard 5000", "2025-01-10 Premium 5000"],
    ],
    [
      "opens no version on an address",
      [change("2025-01-10 08:00:00", { city: "Reno", street_address: "2 Oak Ave", state: "NV", postal_code: "89501" })],
      ["2020-01-01 Standard 5000"],
    ],
    [
      "ignores card and limit of the account that is not the primary one",
      [{ ...change("2025-01-10 08:00:00", limit(100)), is_primary_account: false }],
      ["2020-01-01 Standard 5000"],
    ],
  ])("%s", async (_fact, changes, expected) => expect(story(await versions(changes))).toEqual(expected));

  it("ends each version where the next begins, and leaves the last one open", async () => {
    const rows = await versions([change("2024-11-05 10:00:00", card("Rewards"))]);
    expect(rows.map((row) => [row.version_number, row.valid_to && isoDay(row.valid_to), row.is_current])).toEqual([
      [1, "2024-11-05", false],
      [2, null, true],
    ]);
  });

  it("says when all of a version and those before it had been told", async () => {
    const rows = await runModel<Version & { recorded_at: Date | null }>(
      "30_gold/dim_customer",
      {
        "silver.customer": [ada],
        "silver.customer_change": [
          change("2024-12-01 08:00:00", limit(7000), "2025-02-20 00:00:00"),
          change("2025-01-10 08:00:00", card("Rewards"), "2025-01-11 00:00:00"),
          change("2025-03-01 08:00:00", limit(9000), "2025-03-02 00:00:00"),
        ],
      },
      "order by valid_from",
    );
    expect(rows.map(({ recorded_at }) => recorded_at && isoDay(recorded_at))).toEqual([
      null,
      "2025-02-20",
      "2025-02-20",
      "2025-03-02",
    ]);
  });

  it("leaves out what takes effect on or after the as-of date", async () => {
    const rows = await runModel<Version>(
      "30_gold/dim_customer",
      {
        "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2025-01-01" }],
        "silver.customer": [ada],
        "silver.customer_change": [
          change("2024-12-31 23:59:59", limit(7000)),
          change("2025-01-01 00:00:00", limit(8000)),
        ],
      },
      "order by valid_from",
    );
    expect(story(rows)).toEqual(["2020-01-01 Standard 5000", "2024-12-31 Standard 7000"]);
  });

  it("moves house on every version, by the move that took effect last", async () => {
    const move = (at: string, city: string, told = at) =>
      change(at, { city, street_address: "2 Oak Ave", state: "NV", postal_code: "89501" }, told);
    const rows = await versions([
      change("2024-11-05 10:00:00", card("Rewards")),
      move("2025-03-01 00:00:00", "Reno"),
      { ...move("2025-01-01 00:00:00", "Elko", "2025-06-01 00:00:00"), is_primary_account: false },
    ]);
    expect(rows.map((row) => row.city)).toEqual(["Reno", "Reno"]);
  });

  it("gives a version the same key in every build, exact in JavaScript", async () => {
    const first = await versions([change("2024-11-05 10:00:00", card("Rewards"))]);
    const later = await versions([
      change("2024-11-05 12:00:00", card("Premium")),
      change("2025-01-01 00:00:00", limit(1)),
    ]);
    expect(first.map((row) => row.customer_key)).toEqual(later.slice(0, 2).map((row) => row.customer_key));
    expect(first.every((row) => Number.isSafeInteger(row.customer_key) && row.customer_key >= 0)).toBe(true);
  });

  it("has row -1 while a transaction belongs to nobody, and only then", async () => {
    const given = {
      "silver.customer": [ada],
      "silver.customer_xref": [{ source_customer_id: "L1", customer_id: "L1" }],
      "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2024-10-03" }],
    };
    const known = { "silver.card_transaction": [{ transaction_id: "T1", source_customer_id: "L1" }] };
    const stranger = { "silver.card_transaction": [{ transaction_id: "T1", source_customer_id: "X9" }] };
    const keys = async (transactions: Record<string, object[]>) =>
      (await runModel<Version>("30_gold/dim_customer", { ...given, ...transactions })).map((row) => row.customer_key);
    expect(await keys(known)).not.toContain(-1);
    expect(await keys(stranger)).toContain(-1);
  });
});
