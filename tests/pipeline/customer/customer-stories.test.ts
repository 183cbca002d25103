// Whom the chapter on one customer follows: given a few lives, the one that has most to tell.
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../../../lib/src/core/errors";
import {
  busiestCustomer,
  customerWithStory,
  someCustomers,
  trySearches,
} from "../../../lib/src/pipeline/customer/customer-stories";
import { buildWarehouse, modelsInOrder } from "../../sql/warehouse";

interface Life {
  readonly customer_id: string;
  readonly risk?: "Low Risk" | "Medium Risk" | "High Risk";
  readonly segments?: readonly string[];
  readonly version_count?: number;
  readonly opened?: string;
  readonly purchases?: number;
}

const segment_dates = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"];

async function bankOf(lives: readonly Life[]) {
  const whole = lives.map((life) => ({
    risk: null,
    segments: ["Stable Mid-Spenders", "Declining"],
    version_count: 2,
    opened: "2020-01-01",
    purchases: 300,
    ...life,
  }));
  return buildWarehouse(
    {
      "silver.as_of": [{ first_date: "2024-10-01", as_of_date: "2026-04-01" }],
      "gold.dim_customer": whole.flatMap(({ customer_id, version_count }, i) =>
        Array.from({ length: version_count }, (_, v) => ({
          customer_id,
          customer_key: 10 * i + v,
          version_number: v + 1,
        })),
      ),
      "gold.customer_segment_history": whole.flatMap(({ customer_id, segments }) =>
        segments.map((customer_segment, i) => ({ customer_id, customer_segment, snapshot_date: segment_dates[i] })),
      ),
      "gold.customer_360_profile": whole.map(({ customer_id, risk, segments, opened, purchases }) => ({
        customer_id,
        churn_risk_category: risk,
        customer_segment: segments.at(-1),
        account_open_date: opened,
        total_transactions: purchases,
      })),
    },
    modelsInOrder.filter(({ name }) => /customer_360_profile|customer_segment_history/.test(name)),
  );
}

describe("the customer with a story", () => {
  it.each<[string, readonly Life[], string]>([
    [
      "fades, before one of high risk who does not",
      [{ customer_id: "A", risk: "High Risk", segments: ["Declining", "New & Growing"] }, { customer_id: "B" }],
      "B",
    ],
    [
      "is of high risk once there are scores, whatever else another has",
      [
        { customer_id: "A", risk: "Low Risk", purchases: 2000 },
        { customer_id: "B", risk: "High Risk", purchases: 100, version_count: 1 },
        { customer_id: "C", purchases: 2000 },
        { customer_id: "D", risk: "Medium Risk", purchases: 2000 },
      ],
      "B",
    ],
    [
      "has been here since the data begin",
      [{ customer_id: "A", opened: "2025-12-01", purchases: 900 }, { customer_id: "B" }],
      "B",
    ],
    [
      "has changed card or limit, and segment",
      [
        { customer_id: "A", version_count: 1, purchases: 900 },
        { customer_id: "B", segments: ["Declining"], purchases: 900 },
        { customer_id: "C" },
      ],
      "C",
    ],
    [
      "has the most purchases of several, not the most changes",
      [
        { customer_id: "A", version_count: 4 },
        { customer_id: "B", purchases: 900 },
      ],
      "B",
    ],
    ["is the first by id of several alike", [{ customer_id: "B" }, { customer_id: "A" }], "A"],
  ])("%s", async (_fact, lives, customer_id) => {
    const db = await bankOf(lives);
    expect(await customerWithStory(db)).toBe(customer_id);
    await db.close();
  });

  it("is asked for in vain where there are no customers", async () => {
    const db = await bankOf([]);
    await expect(customerWithStory(db)).rejects.toBeInstanceOf(InvalidInputError);
    await expect(busiestCustomer(db)).rejects.toThrow("needs customers to choose from, got none");
    await db.close();
  });
});

describe("the busiest customer", () => {
  it("is the one with the most purchases, the first by id of several", async () => {
    const db = await bankOf([
      { customer_id: "C", purchases: 5 },
      { customer_id: "B", purchases: 7 },
      { customer_id: "A", purchases: 7 },
    ]);
    expect(await busiestCustomer(db)).toBe("A");
    await db.close();
  });
});

describe("a refusal", () => {
  it.each([-1, 0, 1.5, Number.NaN, 1e21])("names %d customers", async (count) => {
    const db = await bankOf([{ customer_id: "A" }]);
    const refusal = `someCustomers needs a whole number of customers from 1 to 1,000,000,000, got ${count}`;
    await expect(someCustomers(db, count)).rejects.toEqual(new InvalidInputError(refusal));
    await db.close();
  });

  it("names a text where a list of them is searched for", async () => {
    const db = await bankOf([{ customer_id: "A" }]);
    await expect(trySearches(db, "smith" as unknown as string[])).rejects.toThrow(
      'trySearches needs a list as texts, got "smith"; write ["smith"]',
    );
    await db.close();
  });
});
