// By which names a search looks for what was misspelled.
import { describe, expect, it } from "vitest";
import { searchTerms } from "../../../lib/src/customer/search-text";
import { runModel } from "../run-model";

it("customer_search_name has each first and last name once", async () => {
  const rows = await runModel<{ search_name: string }>(
    "50_marts/customer_search_name",
    {
      "gold.customer_search": [
        { customer_id: "L1", search_first: "john", search_last: "smith" },
        { customer_id: "L2", search_first: "john", search_last: "john" },
        { customer_id: "L3", search_first: "", search_last: "smith" },
      ],
    },
    "order by search_name",
  );
  expect(rows.map((row) => row.search_name)).toEqual(["", "john", "smith"]);
});

it("search_alphabet has each marked letter once, over the letter that a search writes for it", async () => {
  const [row] = await runModel<{ marked: string; plain: string }>("50_marts/search_alphabet", {});
  const [marked, plain] = [[...row!.marked], [...row!.plain]];
  expect(new Set(marked).size).toBe(marked.length);
  expect(marked.map((letter) => searchTerms(letter)[0]!.word)).toEqual(
    plain.map((letter) => searchTerms(letter)[0]!.word),
  );
});

it("customer_search writes names in small letters without accents, and finds by the ids of both books", async () => {
  const person = { is_current: true, email: "Z@x.com" };
  const rows = await runModel(
    "50_marts/customer_search",
    {
      "gold.dim_customer": [
        { ...person, customer_key: 1, customer_id: "L1", first_name: "Zoë", last_name: "O'Weiß" },
        { ...person, customer_key: 2, customer_id: "L1", first_name: "Old", last_name: "Name", is_current: false },
        { customer_key: -1, customer_id: "unknown", is_current: true },
        { ...person, customer_key: 3, customer_id: "L2", email: null },
      ],
      "silver.customer_xref": [
        { customer_id: "L1", source_customer_id: "L1" },
        { customer_id: "L1", source_customer_id: "A7" },
      ],
    },
    "order by customer_id",
  );
  expect(rows).toEqual([
    { customer_id: "L1", search_first: "zoe", search_last: "oweiss", search_text: "|l1|a7|zoe|oweiss|z@x.com|" },
    { customer_id: "L2", search_first: "", search_last: "", search_text: "|l2||||" },
  ]);
});

it("customer_search writes an address as it writes a name, but for its signs", async () => {
  const [row] = await runModel<{ search_text: string }>("50_marts/customer_search", {
    "gold.dim_customer": [{ customer_key: 1, customer_id: "L1", is_current: true, email: "José.Weiß-1@Example.com" }],
    "silver.customer_xref": [],
  });
  expect(row!.search_text).toBe("|l1|||jose.weiss-1@example.com|");
  expect(row!.search_text).toContain(searchTerms("JOSÉ.weiß-1@example.com")[0]!.plain);
});

describe("customer_search writes a name as a search does", () => {
  const written = async (names: readonly string[]) => {
    const rows = await runModel<{ customer_id: string; search_first: string }>("50_marts/customer_search", {
      "gold.dim_customer": names.map((first_name, i) => ({
        ...{ customer_key: i + 1, customer_id: `${i}`, is_current: true },
        ...{ first_name, last_name: "" },
      })),
      "silver.customer_xref": [],
    });
    const byId = new Map(rows.map((row) => [row.customer_id, row.search_first]));
    return names.map((name, i) => [name, byId.get(`${i}`)]);
  };
  const searched = (names: readonly string[]) => names.map((name) => [name, searchTerms(name)[0]!.word]);
  const letters = Array.from({ length: 0xffff }, (_, code) => String.fromCodePoint(code)).filter(
    (letter) => /\p{L}/u.test(letter) && letter.normalize("NFC") === letter && !/[\u3400-\uf8ff]/.test(letter),
  );
  // letters younger than an engine's Unicode; letters that cannot be seen
  const isSpecial = (letter: string) => /[\u1c80-\u1c8f\u115f\u1160\u3164\uffa0]/.test(letter);

  it("for every letter, small or capital, of every alphabet", async () => {
    const names = letters.filter((letter) => !isSpecial(letter));
    expect(names.length).toBeGreaterThan(4000);
    expect(await written(names)).toEqual(searched(names));
  });

  it("for letters whose marks are characters of their own", async () => {
    const names = letters.filter(
      (letter) => !isSpecial(letter) && /^\p{L}[\u0300-\u036f]+$/u.test(letter.normalize("NFD")),
    );
    expect(names.length).toBeGreaterThan(500);
    expect(await written(names.map((name) => name.normalize("NFD")))).toEqual(
      searched(names.map((name) => name.normalize("NFD"))),
    );
  });

  it.each([
    ["Trần Thị", "tranthi"],
    ["Иванов", "иванов"],
    ["Семён", "семен"],
    ["Παπαδόπουλος", "παπαδοπουλοσ"],
    ["Ma\u200dry\u00adAnn", "maryann"],
    ["محمد\u200cرضا", "محمدرضا"],
    ["Ἀθηνᾶ", "αθηνα"],
    ["Ｍａｒｙ－Ｊａｎｅ", "maryjane"],
    ["ΝΙΚΟΣ", "νικοσ"],
    ["Νίκος", "νικοσ"],
    ["Ｓｍｉｔｈ", "smith"],
    ["อำนาจ", "อำนาจ"],
    ["Լևոն", "լևոն"],
    ["ﬁona", "ﬁona"],
    ["Mª", "mª"],
    ["김민준", "김민준"],
    ["ธัญญา", "ธัญญา"],
    ["राहुल", "राहुल"],
    ["D’Angelo-Núñez Jr.", "dangelonunezjr"],
  ])("%s is %s", async (name, expected) => {
    expect(await written([name])).toEqual([[name, expected]]);
    expect(searchTerms(name.replace(/ /g, ""))[0]!.word).toBe(expected);
  });
});
