// By which names a search looks for what was misspelled.
import { expect, it } from "vitest";
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
