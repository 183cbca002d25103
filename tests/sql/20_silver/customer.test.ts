import { describe, expect, it } from "vitest";
import { day } from "../../../lib/src/core/dates";
import { runModel } from "../run-model";

const legacy = {
  customer_id: "L1",
  source_system: "legacy",
  first_name: "Ada",
  last_name: "Byron",
  email: null,
  phone: "2125550101",
  street_address: "1 Elm St",
  city: "Akron",
  state: "OH",
  postal_code: "44301",
  card_type: "Standard",
  credit_limit: 5000,
  account_open_date: "2020-01-01",
};
const acquired = {
  ...legacy,
  customer_id: "R1",
  source_system: "acquired",
  email: "ada@example.com",
  phone: "2125550199",
  street_address: "9 Oak Ave",
  city: "Reno",
  card_type: "Premium",
  credit_limit: 900,
  account_open_date: "2018-05-01",
  migrated_date: "2025-04-01",
};
const matched = { "silver.customer_match": [{ legacy_customer_id: "L1", acquired_customer_id: "R1" }] };
const unmatched = { "silver.customer_match": [] };
const records = { "silver.customer_record": [legacy, acquired] };

describe("customer_xref", () => {
  it("gives matched records the legacy id, and every other record its own", async () => {
    const stranger = { ...acquired, customer_id: "R2" };
    const rows = await runModel(
      "20_silver/customer_xref",
      { "silver.customer_record": [legacy, acquired, stranger], ...matched },
      "order by source_customer_id",
    );
    expect(rows.map((row) => [row.source_customer_id, row.customer_id, row.is_primary_account])).toEqual([
      ["L1", "L1", false],
      ["R1", "L1", true],
      ["R2", "R2", true],
    ]);
  });

  it.each([
    ["2020-01-01", "2018-05-01", "R1"],
    ["2018-05-01", "2020-01-01", "L1"],
    ["2020-01-01", "2020-01-01", "L1"],
  ])("of accounts opened %s and %s takes the older as primary", async (legacyOpened, acquiredOpened, primary) => {
    const rows = await runModel<{ source_customer_id: string }>(
      "20_silver/customer_xref",
      {
        "silver.customer_record": [
          { ...legacy, account_open_date: legacyOpened },
          { ...acquired, account_open_date: acquiredOpened },
        ],
        ...matched,
      },
      "where is_primary_account",
    );
    expect(rows.map((row) => row.source_customer_id)).toEqual([primary]);
  });
});

describe("customer", () => {
  it("is one row for a person in both books: legacy says who it is, the other fills gaps, the older account counts", async () => {
    expect(await runModel("20_silver/customer", { ...records, ...matched })).toMatchObject([
      {
        customer_id: "L1",
        source_system: "acquired",
        is_in_both_books: true,
        source_count: 2,
        email: "ada@example.com",
        phone: "2125550101",
        city: "Akron",
        card_type: "Premium",
        credit_limit: 900,
        account_open_date: day("2018-05-01"),
        migrated_date: day("2025-04-01"),
      },
    ]);
  });

  it("is known by the legacy account's card where that is the older", async () => {
    const [row] = await runModel("20_silver/customer", {
      "silver.customer_record": [legacy, { ...acquired, account_open_date: "2023-05-01" }],
      ...matched,
    });
    expect(row).toMatchObject({ source_system: "legacy", card_type: "Standard", account_open_date: day("2020-01-01") });
  });

  it("takes an address whole when legacy has no street", async () => {
    const [row] = await runModel("20_silver/customer", {
      "silver.customer_record": [{ ...legacy, street_address: null }, acquired],
      ...matched,
    });
    expect([row?.street_address, row?.city]).toEqual(["9 Oak Ave", "Reno"]);
  });

  it("is one row per record where nothing matches", async () => {
    const rows = await runModel("20_silver/customer", { ...records, ...unmatched }, "order by customer_id");
    expect(rows.map((row) => [row.customer_id, row.source_count, row.email])).toEqual([
      ["L1", 1, null],
      ["R1", 1, "ada@example.com"],
    ]);
  });
});

describe("customer_change", () => {
  const change = {
    change_id: "C1",
    customer_id: "R1",
    change_type: "credit_limit",
    changed_at: "2025-01-05 10:00:00",
    recorded_at: "2025-01-05 10:00:00",
    credit_limit: "6000.00",
  };
  const changes = (...given: object[]) =>
    runModel(
      "20_silver/customer_change",
      {
        ...records,
        ...matched,
        "bronze.account_changes": given.map((row, i) => ({ ...change, _source_line: i + 2, ...row })),
      },
      "order by change_id",
    );

  it("is typed and belongs to the resolved customer", async () => {
    expect(await changes({ credit_limit: " 6000.00" })).toMatchObject([
      {
        change_id: "C1",
        customer_id: "L1",
        source_customer_id: "R1",
        is_primary_account: true,
        change_type: "credit_limit",
        changed_at: new Date("2025-01-05T10:00:00Z"),
        card_type: null,
        credit_limit: 6000,
      },
    ]);
  });

  it("keeps one of several deliveries, the first recorded", async () => {
    const rows = await changes({ recorded_at: "2025-01-09 00:00:00" }, { recorded_at: "2025-01-06 00:00:00" }, {});
    expect(rows.map((row) => row.recorded_at)).toEqual([new Date("2025-01-05T10:00:00Z")]);
  });

  it("standardises a move", async () => {
    const move = {
      change_type: "address",
      credit_limit: "",
      street_address: " 2  Oak Ave",
      city: "Reno",
      state: "nevada",
      postal_code: "89501-0001",
    };
    expect(await changes(move)).toMatchObject([
      { credit_limit: null, street_address: "2 Oak Ave", city: "Reno", state: "NV", postal_code: "89501" },
    ]);
  });

  it("leaves out an account that no book knows", async () => {
    expect(await changes({ customer_id: "X9" })).toEqual([]);
  });
});

describe("card_transaction", () => {
  const purchase = {
    transaction_id: "T1",
    customer_id: "R1",
    transaction_at: "2025-01-05 23:59:59",
    amount: 12.5,
    merchant_name: " Corner Cafe ",
    merchant_category: "restaurants",
    status: "approved",
  };

  it("is in clean words, on the account it came on, on the day it happened", async () => {
    expect(await runModel("20_silver/card_transaction", { "bronze.transactions": [purchase] })).toMatchObject([
      {
        transaction_id: "T1",
        source_customer_id: "R1",
        transaction_date: day("2025-01-05"),
        amount: 12.5,
        merchant_name: "Corner Cafe",
        merchant_category: "restaurants",
      },
    ]);
  });
});
