import { describe, expect, it } from "vitest";
import { runModel } from "../run-model";

const person = {
  first_name: "Robert",
  last_name: "Garcia",
  date_of_birth: "1975-03-04",
  email: "robert.garcia7@example.com",
  phone: "2165550101",
  street_address: "120 Maple Street Apt. 4",
  city: "Akron",
  state: "OH",
  postal_code: "44301",
};
const moved = { street_address: "9 Oak Avenue", city: "Reno", state: "NV", postal_code: "89501" };
const unreachable = { ...moved, email: "", phone: "" };

interface Match {
  legacy_customer_id: string;
  acquired_customer_id: string;
  match_points: number;
  match_score: number;
  match_reason: string;
}

const match = (legacy: readonly object[], acquired: readonly object[]) =>
  runModel<Match>(
    "20_silver/customer_match",
    {
      "bronze.customers": [
        ...legacy.map((row, i) => ({ ...person, customer_id: `L${i + 1}`, source_system: "legacy", ...row })),
        ...acquired.map((row, i) => ({ ...person, customer_id: `R${i + 1}`, source_system: "acquired", ...row })),
      ],
    },
    "order by legacy_customer_id",
  );

const pairs = (rows: readonly Match[]) => rows.map((row) => `${row.legacy_customer_id} ${row.acquired_customer_id}`);

describe("one person in both books", () => {
  it.each<[string, object, object?]>([
    ["written alike", {}],
    [
      "written in capitals, with another phone style",
      { first_name: "ROBERT", last_name: "GARCIA", phone: "+1 (216) 555-0101" },
    ],
    ["with an accent", { last_name: "García" }],
    ["with a slip of the keyboard in the first name", { first_name: "Robret", ...unreachable }],
    ["with a letter left out of the first name", { first_name: "Roert", ...unreachable }],
    ["with a letter typed twice in the first name", { first_name: "Robbert", ...unreachable }],
    ["by another spelling of the first name, with the same e-mail", { first_name: "Roberto", phone: "", ...moved }],
    ["with a letter missing in the last name", { last_name: "Gacia", ...unreachable }],
    ["by a short first name, moved, with nothing to reach them by", { first_name: "Bob", ...unreachable }],
    ["with an initial", { first_name: "R", ...moved }],
    ["with a middle initial", { first_name: "Robert J" }],
    ["after marriage, at the same address", { last_name: "Miller", email: "", phone: "" }],
    ["after marriage, with the same e-mail, moved", { last_name: "Miller", phone: "", ...moved }],
    ["with a double name after marriage", { last_name: "Garcia-Miller", ...unreachable }],
    ["with day and month of birth swapped", { date_of_birth: "1975-04-03", ...moved }],
    ["with a wrong birth year", { date_of_birth: "1974-03-04", phone: "", ...moved }],
    ["with a birth year ten off", { date_of_birth: "1965-03-04", email: "" }],
    [
      "born a day earlier, in another month of another year",
      { date_of_birth: "1976-12-31" },
      { date_of_birth: "1977-01-01" },
    ],
    ["with one digit of the birth day wrong", { date_of_birth: "1975-03-14", email: "" }],
    ["with one digit of the birth month wrong", { date_of_birth: "1975-08-04", email: "" }],
    ["without a birth date, same e-mail", { date_of_birth: "", ...moved }],
    ["with the street written shorter", { street_address: "120 Maple St #4", email: "", phone: "" }],
    ["Jr in one book only", { last_name: "Garcia Jr" }],
  ])("is found: %s", async (_fact, other, one = {}) => expect(pairs(await match([one], [other]))).toEqual(["L1 R1"]));
});

describe("two people who look alike", () => {
  const ownContact = { email: "own@example.com", phone: "2165550199" };
  it.each<[string, object, object?]>([
    ["father and son at one address with one phone", { date_of_birth: "2001-09-17", email: "" }],
    ["father and son who share an e-mail too", { date_of_birth: "2001-09-17" }],
    [
      "father and son who share everything, born twenty years apart to the day",
      { last_name: "Garcia Jr", date_of_birth: "1980-05-07" },
      { last_name: "Garcia Sr", date_of_birth: "1960-05-07" },
    ],
    ["a digit of the birth year wrong that is neither one nor ten years", { date_of_birth: "1978-03-04" }],
    ["ten years apart and day and month swapped", { date_of_birth: "1985-04-03" }],
    ["twins", { first_name: "Miguel", email: "" }],
    ["twins who share home, phone and e-mail", { first_name: "Beth" }, { first_name: "Anna" }],
    ["twins whose names differ in the ending", { first_name: "Danielle", ...ownContact }, { first_name: "Daniel" }],
    ["twins whose names differ in a last letter", { first_name: "Paula", ...ownContact }, { first_name: "Paul" }],
    ["twins whose names differ in a letter", { first_name: "Marta", ...ownContact }, { first_name: "Maria" }],
    [
      "twins with one phone and names alike",
      { first_name: "Marta", email: "own@example.com" },
      { first_name: "Maria" },
    ],
    ["twins whose names have the same letters", { first_name: "Myra", ...ownContact }, { first_name: "Mary" }],
    ["a couple", { first_name: "Maria", date_of_birth: "1976-11-30" }],
    [
      "the same common name in the same town",
      { date_of_birth: "1959-06-21", email: "", phone: "", street_address: "7 Elm St" },
    ],
    ["the same name, no birth date, elsewhere", { date_of_birth: "", ...unreachable }],
    ["the same birth date and first name, nothing else", { last_name: "Nguyen", ...unreachable }],
    [
      "the same phone of a shared range and a birth date near",
      { first_name: "Rob", last_name: "Novak", date_of_birth: "1975-03-05", ...moved, email: "" },
    ],
  ])("stay two: %s", async (_fact, other, one = {}) => expect(await match([one], [other])).toEqual([]));
});

describe("a match", () => {
  it("is one to one: each gets its best partner, and only when it is the partner's best too", async () => {
    const rows = await match([{}, { ...unreachable, email: "other@example.com" }], [{ ...moved, email: "" }, {}]);
    expect(pairs(rows)).toEqual(["L1 R2"].concat(pairs(rows).slice(1)));
    expect(new Set(rows.map((row) => row.acquired_customer_id)).size).toBe(rows.length);
  });

  it("says in words why, and adds up", async () => {
    const [row] = await match([{}], [{ first_name: "Bob", last_name: "Miller", phone: "", email: "b@example.com" }]);
    // 14 birth date + 5 short form - 4 last name - 1 e-mail + 8 home
    expect(row).toMatchObject({
      match_points: 22,
      match_score: 0.4583,
      match_reason: "same birth date, first name in its short form, another last name, another e-mail, same home",
    });
  });

  it("is not looked for among records that share only placeholders", async () => {
    const crowd = (source_system: string) =>
      Array.from({ length: 60 }, (_, i) => ({
        ...person,
        customer_id: `${source_system}${i}`,
        source_system,
        first_name: `Name${i}`,
        last_name: `${source_system}${i}`,
        date_of_birth: "1900-01-01",
        email: "none@example.com",
        street_address: `${i} ${source_system} St`,
      }));
    const rows = await runModel("20_silver/customer_match_candidate", {
      "bronze.customers": [...crowd("legacy"), ...crowd("acquired")],
    });
    expect(rows).toEqual([]);
  });
});
