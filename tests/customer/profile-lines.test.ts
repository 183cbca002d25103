// A profile in lines, and two of them compared.
import { describe, expect, it } from "vitest";
import { compareProfiles, profileLines } from "../../lib/src/customer/profile-lines";
import type { ProfileRow } from "../../lib/src/customer/profile-row";
import { profileRow } from "./sample";

describe("a profile in lines", () => {
  it("masks address and phone, and shows a dash for what is not known", () => {
    const lines = new Map(profileLines({ ...profileRow, city: null }).map(({ what, value }) => [what, value]));
    expect(lines.get("e-mail, phone")).toBe("a***@***, ***00");
    expect(lines.get("place")).toBe("-, OH");
    expect(lines.get("lifetime spend")).toBe("$20,000 since 2024-10-01");
    expect(lines.get("churn risk score")).toBe("-");
  });

  it.each<[string, unknown, string]>([
    ["nobody", undefined, "got undefined;"],
    ["an id", "L1", 'got "L1";'],
    [
      "the whole answer of customerProfile",
      { profile: profileRow },
      "got an object; customerProfile has it as profile",
    ],
  ])("is not made of %s", (_fact, profile, words) =>
    expect(() => profileLines(profile as ProfileRow)).toThrow(`profileLines needs a customer's profile row, ${words}`),
  );

  it("is compared with another by the lines that differ", () => {
    const earlier = { ...profileRow, credit_limit: 3000, contribution_value: -4.4 };
    expect(compareProfiles(earlier, profileRow)).toEqual([
      { what: "limit", earlier: "$3,000", later: "$5,000" },
      { what: "contribution", earlier: "-$4", later: "$60" },
    ]);
    expect(compareProfiles(profileRow, profileRow)).toEqual([]);
    const cents = (contribution_value: number) => ({ ...profileRow, contribution_value });
    expect(compareProfiles(cents(-0.08), cents(0.08))).toEqual([]); // $0 both
  });
});
