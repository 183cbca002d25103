// Finding customers by what people type: a few known ones, then whatever a keyboard can produce.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InvalidInputError } from "../../../lib/src/core/errors";
import type { Engine } from "../../../lib/src/engine/engine";
import { searchCustomers } from "../../../lib/src/pipeline/customer/search-customers";
import { buildWarehouse, modelsInOrder } from "../../sql/warehouse";

const people = [
  ["L1", "John", "Smith", "john.smith1@example.com"],
  ["L2", "Jonathan", "Smyth", "jonathans@example.com"],
  ["L3", "José", "García-Weiß", "jose77@example.com"],
  ["L4", "Geo", "O'Neill", "geo.oneill@example.com"],
  ["L5", "Zoë", "Łukasz", null],
  ["L6", "John", "Miller", "jmiller@example.com"],
  ["L7", "Jon", "Smih", "jsmih@example.com"],
  ["L8", "Thị", "Trần", null],
  ["L9", "Семён", "Иванов", null],
  ["L10", "민준".normalize("NFD"), "أحمد".normalize("NFD"), null],
  ["L1000077", null, null, "nobody@example.com"],
] as const;

let db: Engine;
beforeAll(async () => {
  const customers = people.map(([customer_id, first_name, last_name, email], i) => ({
    customer_key: i + 1,
    customer_id,
    is_current: true,
    first_name,
    last_name,
    full_name: first_name && `${first_name} ${last_name}`,
    email,
    city: "Lima",
    state: "OH",
  }));
  const profiles = customers.map(({ customer_id, full_name, email, city, state }) => ({
    customer_id,
    full_name,
    email,
    city,
    state,
  }));
  const accounts = [
    ...people.map(([customer_id]) => ({ customer_id, source_customer_id: customer_id })),
    { customer_id: "L6", source_customer_id: "R500" },
  ];
  db = await buildWarehouse(
    { "gold.dim_customer": customers, "silver.customer_xref": accounts, "gold.customer_360_profile": profiles },
    modelsInOrder.filter((model) => /customer_search|customer_360_profile/.test(model.name)),
  );
});
afterAll(() => db.close());

const found = async (text: string) => (await searchCustomers(db, text)).matches.map(({ customer_id }) => customer_id);

describe("a search", () => {
  it.each([
    ["an id in any case", "l1000077", ["L1000077"]],
    ["a part of an id", "000077", ["L1000077"]],
    ["the id that a customer had in the other book", "R500", ["L6"]],
    ["a name without its accents", "jose garcia", ["L3"]],
    ["a name with accents and capitals", "ZOË ŁUKASZ", ["L5"]],
    ["a name with two marks on a letter, typed with them", "Trần", ["L8"]],
    ["the same typed without", "tran thi", ["L8"]],
    ["a name in other letters, its marks left out", "семен иванов", ["L9"]],
    ["a name in other letters, one of them wrong", "Ивонов", ["L9"]],
    ["a name whose letters stand apart in the book, typed joined", "민준 أحمد", ["L10"]],
    ["the same typed apart", "민준".normalize("NFD"), ["L10"]],
    ["a name typed on an eastern keyboard", "Ｍｉｌｌｅｒ", ["L6"]],
    ["a letter that is written as two", "weiss", ["L3"]],
    ["a name without its apostrophe", "oneill", ["L4"]],
    ["a name with it", "O'Neill", ["L4"]],
    ["the end of the part of an address before its @", "77@", ["L3"]],
    ["one letter before the @, which is in many names", "h@", ["L7"]],
    ["words in any order", "smith john", ["L1", "L7"]],
    ["a part of an address", "jose77", ["L3"]],
    ["two letters swapped, before one that is missing", "Jonh Smiht", ["L1", "L7"]],
    ["both names as one word", "johnsmith", ["L1"]],
    ["both names as one word, the last one first", "GarciaWeissJose", ["L3"]],
    ["one letter missing", "Miler", ["L6"]],
    ["the first letter wrong", "Niller", ["L6"]],
    ["two letters of six wrong", "Mollar", ["L6"]],
    ["two of five, which could be many names", "Smatt", []],
    ["an address with a letter too many", "jmilller@example.com", ["L6"]],
    ["a word that fits nobody beside one that does", "john zebra", []],
  ])("finds by %s", async (_fact, text, ids) => expect(await found(text)).toEqual(ids));

  it("puts the very name before its beginning, and that before what is only like it", async () => {
    expect(await found("john")).toEqual(["L6", "L1", "L7"]);
    expect(await found("smith")).toEqual(["L1", "L7", "L2"]);
    const { matches } = await searchCustomers(db, "smith");
    expect(matches.map(({ match_score }) => match_score)).toEqual([100, 40, 30]);
    expect(await found("smiht")).toEqual(["L1", "L7"]);
  });

  it("says in a sentence how many fit, or that nobody does, and shows no address", async () => {
    const one = await searchCustomers(db, "jose");
    expect(one.answer).toBe('1 customer fits "jose".');
    expect(one.matches[0]).toMatchObject({ full_name: "José García-Weiß", email: "j***@***", city: "Lima" });
    expect((await searchCustomers(db, "example", { limit: 2 })).answer).toBe(
      '7 customers fit "example"; the best 2 are listed.',
    );
    expect(await searchCustomers(db, "qqqqqq")).toEqual({
      answer: 'No customer fits "qqqqqq". Part of a name, of an e-mail address or of an id is enough.',
      match_count: 0,
      matches: [],
    });
  });

  it.each(["+1", "77", "(555)", "+1 (5)", "1 2 3"])("has no use for %j, and says so", async (text) => {
    const { answer, matches } = await searchCustomers(db, text);
    expect(answer).toMatch(
      /^Nothing is searched by ".+": of an id 4 digits are needed, and phone numbers are not searched\.$/,
    );
    expect(matches).toEqual([]);
  });

  it("says of a phone number that it is not searched", async () => {
    expect((await searchCustomers(db, "(218) 555-0162")).answer).toBe(
      'No customer fits "(218) 555-0162". Part of a name, of an e-mail address or of an id is enough; phone numbers are not searched.',
    );
    expect(await found("john 77")).toEqual([]);
    expect(await found("jose 77")).toEqual(["L3"]);
  });

  it.each([
    ["nothing", "", "needs part of a name"],
    ["only what cannot be read", " \t\u0000\n|\ud800", "needs part of a name"],
    ["only what cannot be seen", "\u200b\u00ad\u202e\u2060\u3164", "needs part of a name"],
    ["a book", "x".repeat(10_240), "takes up to 200 characters, got 10240"],
    ["a sentence", "a b c d e f g", "takes up to 6 words, got 7"],
  ])("refuses %s in one line", async (_fact, text, words) => {
    const error = await searchCustomers(db, text).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).not.toContain("\n");
  });

  it.each([null, 5, { limits: 5 }])("needs its options, not %j", async (options) => {
    await expect(searchCustomers(db, "john", options as never)).rejects.toThrow(InvalidInputError);
  });

  it.each([0, 101, 1.5, Number.NaN])("refuses to list %s matches", async (limit) => {
    await expect(searchCustomers(db, "john", { limit })).rejects.toThrow(`got ${limit} as limit`);
  });

  it.each(["'", "%", "_", "\\", "' or 1=1 --", "'; drop table gold.customer_search; --", "🙂", "?", "{}"])(
    "takes %j for what it is",
    async (text) => expect(await found(text)).toEqual([]),
  );
});

describe("any text", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc
      .array(fc.constantFrom("'", '"', "%", "_", "\\", ";", "--", "/*", "or 1=1", "\u0000", "\ud83d", "J", "@", "|"))
      .map((parts) => parts.join("")),
  );

  it("gives an answer or a clear refusal, and finds only what it fits", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        try {
          const { answer, match_count, matches } = await searchCustomers(db, typed);
          expect(matches.length).toBe(match_count);
          expect(answer).not.toContain("\n");
          for (const { match_score } of matches) expect(match_score).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 150 },
    );
    expect(await db.rows({ name: "still there", sql: "select count(*) as n from gold.customer_search" })).toEqual([
      { n: people.length },
    ]);
  });
});
