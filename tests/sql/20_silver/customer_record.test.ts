import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const arrived = {
  customer_id: "L1",
  source_system: "legacy",
  first_name: "Ada",
  last_name: "Byron",
  date_of_birth: "1980-12-10",
  email: "ada@example.com",
  phone: "(212) 555-0101",
  street_address: "1 Elm St",
  city: "Akron",
  state: "OH",
  postal_code: "44301",
  employment_status: "Employed",
  annual_income: "80000.00",
  card_type: "Rewards",
  credit_limit: "5000.00",
  account_open_date: "2020-01-01",
  migrated_date: "",
  _source_file: "customers.csv",
  _source_line: 2,
  _loaded_at: "2026-04-01 00:00:00",
};

const records = (...given: object[]) =>
  runModel("20_silver/customer_record", { "bronze.customers": given.map((row) => ({ ...arrived, ...row })) });

describe("a record of a book", () => {
  it("is typed", async () => {
    const { _source_file, _source_line, _loaded_at, ...kept } = arrived;
    expect(await records({})).toEqual([
      {
        ...kept,
        phone: "2125550101",
        date_of_birth: day("1980-12-10"),
        annual_income: 80000,
        credit_limit: 5000,
        account_open_date: day("2020-01-01"),
        migrated_date: null,
      },
    ]);
  });

  it.each<[string, object, object]>([
    ["names without spaces around and between", { first_name: "  Mary  Ann " }, { first_name: "Mary Ann" }],
    ["a name in capitals", { last_name: "O'BRIEN-SMITH" }, { last_name: "O'Brien-Smith" }],
    ["a name in small letters", { first_name: "josé" }, { first_name: "José" }],
    ["a name with capitals inside stays", { last_name: "McDonald" }, { last_name: "McDonald" }],
    ["an e-mail in small letters", { email: " Ada@EXAMPLE.com " }, { email: "ada@example.com" }],
    ["an empty e-mail is missing", { email: " " }, { email: null }],
    ["a phone with the country in front", { phone: "+1 212 555 0101" }, { phone: "2125550101" }],
    ["a phone with points", { phone: "212.555.0101" }, { phone: "2125550101" }],
    ["a phone that is too short is missing", { phone: "555-0101" }, { phone: null }],
    ["a state by its name", { state: "new york" }, { state: "NY" }],
    ["a state in small letters with a space", { state: "oh " }, { state: "OH" }],
    ["the federal district with points", { state: "D.C." }, { state: "DC" }],
    ["a state that nobody knows is missing", { state: "Ohia" }, { state: null }],
    ["a postal code with the route behind it", { postal_code: "44301-1234" }, { postal_code: "44301" }],
    ["a postal code that lost its zero", { postal_code: "2139" }, { postal_code: "02139" }],
    [
      "card and work in the contract's spelling",
      { card_type: "PREMIUM", employment_status: "self-employed " },
      { card_type: "Premium", employment_status: "Self-employed" },
    ],
    ["a day that is none is missing", { date_of_birth: "1980-02-30" }, { date_of_birth: null }],
  ])("%s", async (_fact, given, expected) => expect((await records(given))[0]).toMatchObject(expected));

  it("that arrived twice keeps what was loaded last", async () => {
    const rows = await records({ city: "Reno", _loaded_at: "2026-04-02 00:00:00" }, { city: "Akron" });
    expect(rows.map((row) => row.city)).toEqual(["Reno"]);
  });
});
