// A profile of an earlier day over a small bank: it knows of moves, cards and limits only what had been told by then.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, isoDay } from "../../../lib/src/core/dates";
import { customerProfile } from "../../../lib/src/pipeline/customer/customer-profile";
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
