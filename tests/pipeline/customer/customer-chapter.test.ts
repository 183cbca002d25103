// What the chapter on one customer asks over a small bank: whom it follows, since when alerts stand, odd searches.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../../lib/src/core/dates";
import { customerProfile } from "../../../lib/src/pipeline/customer/customer-profile";
import { customerWithStory, someCustomers, trySearches } from "../../../lib/src/pipeline/customer/customer-stories";
import { firstAlerts } from "../../../lib/src/pipeline/customer/first-alerts";
import { searchCustomers } from "../../../lib/src/pipeline/customer/search-customers";
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

describe("the chapter on one customer", () => {
  it("follows somebody who fades, the same on every run", async () => {
    const id = await customerWithStory(platform.db);
    expect(await customerWithStory(platform.db)).toBe(id);
    const { profile, alerts } = await customerProfile(platform.db, id);
    expect(profile.customer_segment).toBe("Declining");
    expect(alerts.map(({ alert }) => alert)).toContain("declining");
  });

  it("knows the first of the days on which each alert stood, as it read then", async () => {
    const id = await customerWithStory(platform.db);
    const firsts = await firstAlerts(platform.db, id);
    const { alerts, as_of } = await customerProfile(platform.db, id);
    expect(
      firsts
        .filter(({ is_standing }) => is_standing)
        .map(({ alert }) => alert)
        .sort(),
    ).toEqual([...new Set(alerts.map(({ alert }) => alert))].sort());
    expect(firsts.map(({ first_seen }) => first_seen)).toEqual(firsts.map(({ first_seen }) => first_seen).sort());
    for (const { first_seen, alert, reason } of firsts) {
      expect(first_seen === as_of || first_seen.endsWith("-01")).toBe(true);
      const then = await customerProfile(platform.db, id, { as_of: first_seen });
      expect(then.alerts.find((each) => each.alert === alert)?.reason).toBe(reason);
      const before = addDays(first_seen, -1).slice(0, 8).concat("01"); // the month before, while there was one
      if (before <= "2024-10-01") continue;
      const earlier = await customerProfile(platform.db, id, { as_of: before });
      expect(earlier.alerts.map((each) => each.alert)).not.toContain(alert);
    }
  });

  it("says of odd texts what they find or why they are refused", async () => {
    const answers = await trySearches(platform.db, ["%", " ", "x".repeat(10_240)]);
    expect(answers.map(({ answer }) => answer.slice(0, 20))).toEqual([
      'No customer fits "%"',
      "refused: A search ne",
      "refused: A search ta",
    ]);
    expect(answers[2]!.typed).toBe("xxxxxxxxxx… (10,240 characters)");
  });

  it.each(["jo", "joh", "smit", "exam", "an", "michale"])(
    "counts the same for %s, however many are listed",
    async (text) => {
      const counts: number[] = [];
      for (const limit of [1, 5, 20, 100])
        counts.push((await searchCustomers(platform.db, text, { limit })).match_count);
      expect(new Set(counts).size).toBe(1);
    },
  );

  it("takes some customers, each once", async () => {
    expect(new Set(await someCustomers(platform.db, 3)).size).toBe(3);
  });
});
