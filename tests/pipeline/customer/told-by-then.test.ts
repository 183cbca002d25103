// A profile of an earlier day over a small bank: it knows of moves, cards, limits and bookings only what had been told
// by then.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, isoDay } from "../../../lib/src/core/dates";
import { type CustomerProfile, customerProfile } from "../../../lib/src/pipeline/customer/customer-profile";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  await fillHomeTo("marts", 200);
  platform = openPlatform();
}, 120_000);
afterAll(() => platform.db.close());

describe("a profile", () => {
  it("of a day knows a move only when it had happened and been told by then", async () => {
    const moves = await platform.db.rows<{ customer_id: string; changed_at: Date; recorded_at: Date; city: string }>({
      name: "moves",
      sql: `select change.customer_id, changed_at, recorded_at, change.city
            from silver.customer_change as change
            join silver.customer as customer on change.customer_id = customer.customer_id
            where change_type = 'address' and changed_at::date > customer.account_open_date
            qualify count(*) over (partition by change.customer_id) = 1`,
    });
    expect(moves.length).toBeGreaterThan(10);
    let told_late = 0;
    for (const { customer_id, changed_at, recorded_at, city } of moves) {
      const cityOn = async (as_of: string) => (await customerProfile(platform.db, customer_id, { as_of })).profile.city;
      const [moved, told] = [isoDay(changed_at), isoDay(recorded_at)];
      if (moved > "2024-10-05") expect(await cityOn(moved)).not.toBe(city);
      if (told < "2026-03-31") expect(await cityOn(addDays(told, 1))).toBe(city);
      if (told <= moved || told > "2026-04-01") continue;
      expect(await cityOn(told)).not.toBe(city);
      told_late++;
    }
    expect(told_late).toBeGreaterThan(0);
  });

  it("of a day knows no card and no limit that was told later", async () => {
    const late = await platform.db.rows<{ customer_id: string; valid_from: Date; recorded_at: Date }>({
      name: "versions told late",
      sql: `select customer_id, valid_from, recorded_at from gold.dim_customer
            where version_number > 1 and recorded_at::date > valid_from + 1 and recorded_at < '2026-03-31'`,
    });
    expect(late.length).toBeGreaterThan(0);
    for (const { customer_id, valid_from, recorded_at } of late) {
      const startsOn = async (as_of: string) =>
        (await customerProfile(platform.db, customer_id, { as_of })).versions.map((version) =>
          isoDay(version.valid_from),
        );
      expect(await startsOn(isoDay(recorded_at))).not.toContain(isoDay(valid_from));
      expect(await startsOn(addDays(isoDay(recorded_at), 1))).toContain(isoDay(valid_from));
    }
  });
});

describe("a purchase", () => {
  const LAST_DAY = "2026-03-31";
  const rowsOf = <Row>(sql: string) => platform.db.rows<Row>({ name: "purchases", sql });
  const profileOn = (id: string, as_of: string) => customerProfile(platform.db, id, { as_of });

  it("that was booked on a day or later was pending then", async () => {
    const [late] = await rowsOf<{ customer_id: string; transaction_id: string; posted_date: Date }>(
      `select customer_id, transaction_id, posted_date from gold.fct_transactions
       where status = 'approved' and posted_date > transaction_date and posted_date between '2025-06-01' and '2025-12-31'
         and customer_key <> -1
       order by transaction_id limit 1`,
    );
    const { customer_id, transaction_id } = late!;
    const booked = isoDay(late!.posted_date);
    const [on, after] = [await profileOn(customer_id, booked), await profileOn(customer_id, addDays(booked, 1))];
    const statusIn = ({ transactions }: CustomerProfile) =>
      transactions.find((row) => row.transaction_id === transaction_id)?.status;
    expect([statusIn(on), statusIn(after)]).toEqual(["pending", "approved"]);
    expect(on.profile.lifetime_value).toBe(on.summary.spend_amount);
    expect(after.profile.total_transactions).toBeGreaterThan(on.profile.total_transactions);
  });

  it("stays approved where books approve before they book", async () => {
    const change = "update gold.fct_transactions set posted_date = transaction_date + 20 where posted_date is not null";
    await withFacts(change, async () => {
      const wanted = await rowsOf<{ customer_id: string; spend: number }>(
        `select customer_id, sum(amount)::double as spend from gold.fct_transactions
         where status = 'approved' and customer_key <> -1 and transaction_date < '${LAST_DAY}'
         group by customer_id order by customer_id limit 5`,
      );
      const found = await Promise.all(wanted.map(({ customer_id }) => profileOn(customer_id, LAST_DAY)));
      expect(found.map(({ profile }) => profile.lifetime_value)).toEqual(wanted.map(({ spend }) => spend));
    });
  });

  it("that is booked after the last day of the data stays what it is when that day is asked for by name", async () => {
    const [latest] = await rowsOf<{ customer_id: string; transaction_id: string }>(
      `select customer_id, transaction_id from gold.fct_transactions where status = 'approved' and customer_key <> -1
       order by transaction_at desc, transaction_id limit 1`,
    );
    const { customer_id, transaction_id } = latest!;
    const later = `update gold.fct_transactions set posted_date = '2026-04-05' where transaction_id = '${transaction_id}'`;
    await withFacts(later, async () => {
      const [named, newest] = [
        await profileOn(customer_id, "2026-04-01"),
        await customerProfile(platform.db, customer_id),
      ];
      expect(named).toEqual(newest);
    });
  });

  it("of somebody else with one slip of a date changes nothing", async () => {
    const ids = (
      await rowsOf<{ customer_id: string }>("select customer_id from gold.customer_360_profile order by customer_id")
    ).map(({ customer_id }) => customer_id);
    const profiles = async () => {
      const found = await Promise.all(ids.slice(0, 10).map((id) => profileOn(id, LAST_DAY).catch(() => null)));
      return found.map((each) => each?.profile);
    };
    const before = await profiles();
    const slip = `update gold.fct_transactions set posted_date = '2026-04-05' where transaction_id =
      (select max(transaction_id) from gold.fct_transactions where status = 'approved' and customer_id = '${ids.at(-1)}')`;
    await withFacts(slip, async () => expect(await profiles()).toEqual(before));
  });
});

/** Runs with the facts changed by a statement; they are put back after. */
async function withFacts(change: string, run: () => Promise<void>): Promise<void> {
  const sql = (text: string) => platform.db.run({ name: "other facts", sql: text });
  await sql(`create table gold.kept as select * from gold.fct_transactions; ${change}`);
  try {
    await run();
  } finally {
    await sql(`delete from gold.fct_transactions; insert into gold.fct_transactions select * from gold.kept;
      drop table gold.kept`);
  }
}
