import { describe, expect, it } from "vitest";
import { agreement } from "../../lib/src/segment/agreement";

const people = (customer_segment: string, cluster: number, count: number, avg_monthly_spend = 100) =>
  Array.from({ length: count }, () => ({ customer_segment, cluster, avg_monthly_spend }));

describe("agreement", () => {
  it("counts customers and money of each pair, and names each cluster after its best segment", () => {
    const { cells, agreed_share, agreed_spend_share } = agreement([
      ...people("Stable", 0, 6),
      ...people("Stable", 1, 1, 500),
      ...people("Budget", 1, 3, 50),
    ]);
    expect(cells).toEqual([
      {
        customer_segment: "Stable",
        cluster: 0,
        cluster_segment: "Stable",
        customer_count: 6,
        monthly_spend_amount: 600,
        is_agreed: true,
      },
      {
        customer_segment: "Budget",
        cluster: 1,
        cluster_segment: "Budget",
        customer_count: 3,
        monthly_spend_amount: 150,
        is_agreed: true,
      },
      {
        customer_segment: "Stable",
        cluster: 1,
        cluster_segment: "Budget",
        customer_count: 1,
        monthly_spend_amount: 500,
        is_agreed: false,
      },
    ]);
    expect(agreed_share).toBeCloseTo(0.9, 12);
    expect(agreed_spend_share).toBeCloseTo(0.6, 12);
  });

  it.each([
    ["the same groups under other numbers", [...people("A", 4, 5), ...people("B", 2, 5)], 1],
    ["one group for all", [...people("A", 0, 5), ...people("B", 0, 5)], 0],
    ["everybody in one and the same", people("A", 0, 5), 1],
    [
      "a pair crosswise",
      [...people("A", 0, 1), ...people("A", 1, 1), ...people("B", 0, 1), ...people("B", 1, 1)],
      -0.5,
    ],
  ])("Rand index: %s", (_fact, customers, expected) =>
    expect(agreement(customers).rand_index).toBeCloseTo(expected, 12),
  );

  it("takes two clusters for one segment only when segments run out", () => {
    const { cells } = agreement([
      ...people("A", 0, 9),
      ...people("A", 1, 8),
      ...people("B", 1, 2),
      ...people("A", 2, 1),
    ]);
    expect(cells.map((cell) => [cell.cluster, cell.cluster_segment])).toEqual([
      [0, "A"],
      [1, "B"],
      [1, "B"],
      [2, "A"],
    ]);
  });

  it("refuses to compare nobody", () =>
    expect(() => agreement([])).toThrow("agreement needs at least one customer, got none"));
});
