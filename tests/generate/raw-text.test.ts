import { describe, expect, it } from "vitest";
import { randomStream } from "../../lib/src/core/random";
import { drawEmail } from "../../lib/src/generate/contact";
import { nicknamesOf, withoutAccents } from "../../lib/src/generate/names";
import { rawName, rawPhone, rawState } from "../../lib/src/generate/raw-text";

const random = randomStream(42, "raw text");
const many = <T>(make: () => T) => Array.from({ length: 2_000 }, make);

describe("raw text", () => {
  it("writes a phone in five ways, and none as none", () => {
    expect(new Set(many(() => rawPhone("6145550123", "acquired", random)))).toEqual(
      new Set(["(614) 555-0123", "614-555-0123", "6145550123", "+1 614 555 0123", "614.555.0123"]),
    );
    expect(rawPhone("", "legacy", random)).toBe("");
  });

  it("writes a state as it is 98 times of 100, else in full, small, or with a space", () => {
    const written = many(() => rawState("OH", random));
    expect(written.filter((state) => state === "OH").length / written.length).within(0.965, 0.99);
    expect(new Set(written)).toEqual(new Set(["OH", "Ohio", "oh", "OH "]));
  });

  it("writes capitals in the acquired book's own share of records", () => {
    expect(rawName("Ann", "acquired", 0.05, random).trim()).toBe("ANN");
    expect(rawName("Ann", "legacy", 0.05, random).trim()).toBe("Ann");
    expect(rawName("Ann", "legacy", 0.995, random).trim()).toBe("ann");
  });
});

describe("names", () => {
  it.each([
    ["José Núñez", "Jose Nunez"],
    ["Zoë", "Zoe"],
    ["O'Brien-Smith", "O'Brien-Smith"],
  ])("%s is %s without accents", (name, plain) => expect(withoutAccents(name)).toBe(plain));

  it("have short forms, or none", () => {
    expect(nicknamesOf("Elizabeth")).toContain("Liz");
    expect(nicknamesOf("Liz")).toEqual([]);
  });

  it("make e-mail addresses of plain letters at reserved domains", () => {
    const mails = many(() => drawEmail(random, { first: "José", last: "O'Brien-Peña" }, 1970));
    expect(mails.filter((mail) => !/^[a-z0-9._]+@example\.(com|org|net)$/.test(mail))).toEqual([]);
    expect(mails.some((mail) => mail.startsWith("jose.obrienpena"))).toBe(true);
  });
});
