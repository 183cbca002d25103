// What a cell of an export may hold.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../lib/src/core/dates";
import { exportCell, isPersonal, safeText } from "../../lib/src/customer/export-cells";

describe("a text that a spreadsheet would run", () => {
  it.each([
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\n1",
    " =1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
    "−1",
    "- note",
  ])("gets an apostrophe: %j", (text) => expect(safeText(text)).toBe(`'${text}`));

  it.each([
    ["x;=1+1", "x;'=1+1"],
    ["a\t@SUM(A1)\tb", "a\t'@SUM(A1)\tb"],
    ["two lines\r\n =1", "two lines\r\n' =1"],
    ["\t=1", "'\t'=1"],
    ["\r=1", "'\r'=1"],
    ["1;-2;-x", "1;-2;'-x"],
    [';"=1+1;x', `;'"=1+1;x`], // the quote opens a cell there, and what follows is run
    ['x\t" ""@A1', `x\t'" ""@A1`],
    ["-2;x", "'-2;x"], // a number to some, to others the beginning of a formula
  ])("gets one in each cell that others see in it: %j", (text, safe) => expect(safeText(text)).toBe(safe));

  it.each(["-12.50", "0", "1e5", "a=b", "O'Neill", "2026-04-01", "", "*", "(1)"])("is not: %j", (text) =>
    expect(safeText(text)).toBe(text),
  );

  it("never comes out as one, also where cells are parted by semicolon or tab", () => {
    const unit = fc.constantFrom("=", "+", "-", "@", ";", "\t", "\n", "\r", " ", "1", "x", '"');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        for (const cell of safeText(text).split(/[;\t\r\n]/))
          expect(cell).toMatch(/^$|^-?\d+(\.\d+)?$|^[ "]*[^ "=+\-@]|^[ "]+$/);
      }),
    );
  });

  it("never comes out as one, whatever it was", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "＝", " ", "\u00a0"), fc.string())
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("note", "email", "full_name", "phone"),
        fc.boolean(),
        (value, column, isUnmasked) => {
          const cell = exportCell(column, value, isUnmasked);
          expect(String(cell)).toMatch(/^$|^-?\d+(\.\d+)?$|^[^=+\-@＝＋－＠\t\r\n]/u);
        },
      ),
    );
  });
});

describe("personal data", () => {
  it.each([
    ["email", "ada@post.org", "a***@***"],
    ["contact_email", "ada@post.org", "a***@***"],
    ["phone", "4635550104", "***04"],
    ["street_address", "1 High St", "***"],
    ["date_of_birth", day("1980-05-06"), "1980-**-**"],
    ["postal_code", "12345", "123**"],
    ["full_name", "Ada King", "A. K."],
    ["merchant_name", "Corner Shop", "Corner Shop"],
    ["note", "write to ada@post.org or bob@post.org", "write to a***@*** or b***@***"],
    ["note", '{"city":"Rye","mail":"ada@post.org","age":40}', '{"city":"Rye","mail":"a***@***","age":40}'],
    ["note", "mailto:josé@post.org", "mailto:j***@***"],
    ["search_text", "|will|hermiston|", "***"],
    ["last_name_front", "her", "***"],
    ["record", '{"first_name":"Ada","phone":"4635550104"}', "***"],
    ["phone", 4635550104, "***04"],
    ["PHONE_1", "4635550104", "***04"],
    ["fullName", "Ada King", "A. K."],
    ["DOB", "1980-05-06", "1980-**-**"],
    ["zip", "12345", "123**"],
    ["address_line_1", "1 High St", "***"],
    ["home_key", "12 high 12345", "***"],
    ["birth_day_key", 506, "***"],
    ["birth_year", 1980, 1980], // as of a birth date
    ["birthday", "05/06/1980", "***"],
    ["dob", "0506", "***"],
    ["Date of Birth", "1980-05-06", "1980-**-**"],
    ["Last Name", "King", "K."],
    ["legacy_full_name", "Ada King", "A. K."],
    ["maiden_name", "Lovelace", "L."],
    ["billing_address", "1 High St", "***"],
    ["postcode", "AB1 2CD", "AB1**"],
    ["is_mobile", true, "true"],
    ["ip_address", "10.0.0.1", "10.0.0.1"],
    ["last_name_2", "King", "K."],
    ["max(phone)", "4635550104", "***"],
    ["((first_name || ' ') || last_name)", "Ada King", "***"],
    ["max(merchant_name)", "Corner Shop", "Corner Shop"],
    ["name_on_card", "Ada King", "A. K."],
  ])("in %s is masked where it is any", (column, value, cell) => expect(exportCell(column, value)).toBe(cell));

  it("is written as it is when asked for by name, and safe even then", () => {
    expect(exportCell("email", "ada@post.org", true)).toBe("ada@post.org");
    expect(exportCell("phone", "+1 463", true)).toBe("'+1 463");
  });

  it("is known by its column's name", () => {
    expect(["full_name", "email", "phone", "record"].every(isPersonal)).toBe(true);
    expect(
      ["customer_id", "merchant_name", "category_name", "stateName", "age", "state", "record_count"].some(isPersonal),
    ).toBe(false);
  });
});

describe("other values", () => {
  it.each([
    ["a number", -12.5, -12.5],
    ["a decimal beyond what numbers hold", "12345678901234567.89", "12345678901234567.89"],
    ["nothing", null, ""],
    ["no number", Number.NaN, ""],
    ["true", true, "true"],
    ["a day", day("2026-03-31"), "2026-03-31"],
    ["an instant", new Date("2026-03-31T10:20:30Z"), "2026-03-31 10:20:30"],
  ])("%s", (_fact, value, cell) => expect(exportCell("value", value)).toBe(cell));

  it.each([
    [{ a: 1 }, "an object"],
    [[1], "a list"],
    [new Date(Number.NaN), "a date that is none"],
  ])("%j is refused", (value, words) => expect(() => exportCell("value", value)).toThrow(`got ${words} in "value"`));
});
