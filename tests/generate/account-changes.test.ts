// The change feed: how much happens to accounts, in what steps, and how untidily it arrives.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateBooks } from "../../lib/src/generate/books";
import { NEVER } from "../../lib/src/generate/episodes";
import { accountChangeColumns } from "../../lib/src/generate/rows";
import { booksOf, groups, share } from "./sample";

const FIRST_DAY = Date.parse("2024-10-01");
const LAST_DAY = Date.parse("2026-04-01");
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`);

describe.each([1_000, 20_000])("the feed of %i people", (count) => {
  const { customers, account_changes } = booksOf(count);
  const years = customers.reduce((sum, row) => {
    const from = Math.max(FIRST_DAY, Date.parse(row.account_open_date));
    return sum + (LAST_DAY - from) / (365.2425 * 86_400_000);
  }, 0);
  const unique = [...new Map(account_changes.map((row) => [row.change_id, row])).values()];
  const yearly = (type: string) => unique.filter((row) => row.change_type === type).length / years;
  const slack = count < 10_000 ? 0.01 : 0;

  it.each([
    ["credit_limit", 0.08, 0.12],
    ["card_type", 0.02, 0.04],
    ["address", 0.065, 0.095],
  ])("changes the %s of %f to %f of accounts a year", (type, low, high) => {
    expect(yearly(type)).within(low - slack, high + slack);
  });

  it("is late for about 5 %, out of order for about 2 %, and delivered twice for about 1 %", () => {
    expect(share(account_changes, (row) => at(row.recorded_at) - at(row.changed_at) > 86_400_000)).within(
      0.03 - slack,
      0.07 + slack,
    );
    expect(share(outOfOrder(account_changes), Boolean)).within(0.01 - slack, 0.04 + slack);
    expect(1 - unique.length / account_changes.length).within(0.002, 0.02);
  });
});

describe("the feed", () => {
  const { customers, account_changes, truth } = booksOf(20_000);
  const rowOf = new Map(customers.map((row) => [row.customer_id, row]));
  const inTime = [...new Map(account_changes.map((row) => [row.change_id, row])).values()].sort(
    (a, b) => at(a.changed_at) - at(b.changed_at),
  );

  it("records a change after it took effect, within 46 days, before as_of_date and never before the account is open", () => {
    const wrong = account_changes.filter((row) => {
      const [changed, recorded] = [at(row.changed_at), at(row.recorded_at)];
      const open = Math.max(FIRST_DAY, Date.parse(rowOf.get(row.customer_id)!.account_open_date));
      return !(changed >= open && recorded > changed && recorded < LAST_DAY && recorded - changed < 46 * 86_400_000);
    });
    expect(wrong).toEqual([]);
  });

  it("fills the columns of its change_type and no others", () => {
    const columns = {
      card_type: ["card_type"],
      credit_limit: ["credit_limit"],
      address: ["street_address", "city", "state", "postal_code"],
    };
    const wrong = account_changes.filter((row) => {
      const filled = accountChangeColumns.slice(5).filter((column) => row[column] !== "");
      return filled.join() !== columns[row.change_type].join();
    });
    expect(wrong).toEqual([]);
  });

  it("delivers the same content when it delivers a change twice", () => {
    const twice = [...groups(account_changes, ({ change_id }) => change_id).values()].filter((rows) => rows.length > 1);
    expect(twice.length).toBeGreaterThan(10);
    for (const rows of twice) expect(rows).toEqual(rows.map(() => rows[0]));
  });

  it("mostly raises limits, cuts them more for customers who fade, and keeps to the steps", () => {
    const fading = new Set(
      truth.filter((plan) => Number(plan.first_start_day) < NEVER).map(({ customer_id }) => customer_id),
    );
    const moves: { customer_id: string; isCut: boolean }[] = [];
    const limits = new Map(customers.map((row) => [row.customer_id, Number(row.credit_limit)]));
    for (const { change_type, customer_id, credit_limit } of inTime) {
      if (change_type !== "credit_limit") continue;
      const [before, after] = [limits.get(customer_id)!, Number(credit_limit)];
      expect(after % (after < 10_000 ? 500 : 1_000)).toBe(0);
      if (after !== before) moves.push({ customer_id, isCut: after < before });
      limits.set(customer_id, after);
    }
    expect(share(moves, ({ isCut }) => isCut)).within(0.08, 0.25);
    const cutShare = (isFading: boolean) =>
      share(
        moves.filter(({ customer_id }) => fading.has(customer_id) === isFading),
        ({ isCut }) => isCut,
      );
    expect(cutShare(true)).toBeGreaterThan(2 * cutShare(false));
  });

  it("leaves some deliveries that change nothing", () => {
    const state = new Map(
      customers.map((row) => [row.customer_id, { limit: row.credit_limit, card: row.card_type as string }]),
    );
    let nothing = 0;
    for (const { change_type, customer_id, credit_limit, card_type } of inTime) {
      const account = state.get(customer_id)!;
      if (change_type === "credit_limit" && account.limit === credit_limit) nothing++;
      if (change_type === "card_type" && account.card === card_type) nothing++;
      state.set(customer_id, { limit: credit_limit || account.limit, card: card_type || account.card });
    }
    expect(nothing / inTime.length).within(0.003, 0.03);
  });
});

it("never leaves a Premium card below its limit or income, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
      const { customers, account_changes } = generateBooks({ customers: 120, seed });
      const accounts = new Map(
        customers.map((row) => [
          row.customer_id,
          { card: row.card_type as string, limit: Number(row.credit_limit), income: Number(row.annual_income) },
        ]),
      );
      // at one instant the limit changes before the card
      const key = (row: (typeof account_changes)[number]) =>
        `${row.changed_at} ${row.change_type === "card_type" ? 1 : 0}`;
      for (const row of [...account_changes].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
        const account = accounts.get(row.customer_id)!;
        if (row.card_type) account.card = row.card_type;
        if (row.credit_limit) account.limit = Number(row.credit_limit);
        if (account.card === "Premium") {
          expect(account.limit).toBeGreaterThanOrEqual(10_000);
          expect(account.income).toBeGreaterThanOrEqual(60_000);
        }
      }
    }),
    // of this one, the raise of a limit is written down after the period, and the card that needs it before
    { numRuns: 15, examples: [[644866]] },
  );
});

/** For each row whether an earlier line was recorded later. */
function outOfOrder(rows: readonly { recorded_at: string }[]): boolean[] {
  let latest = "";
  return rows.map(({ recorded_at }) => {
    const isOut = recorded_at < latest;
    if (!isOut) latest = recorded_at;
    return isOut;
  });
}
