// Rows as a table.
import { describe, expect, it } from "vitest";
import { rowsTable } from "../../lib/src/notebook/rows-table";

const text = (...rows: readonly object[]) => rowsTable(rows).text.split("\n");

describe("a table", () => {
  it("aligns numbers to the right with thousands separators, and words to the left", () => {
    expect(text({ segment: "budget", customers: 12345 }, { segment: "all", customers: 7 })).toEqual([
      "segment  customers",
      "-------  ---------",
      "budget      12,345",
      "all              7",
    ]);
  });

  it.each([
    ["money with cents on every row", [{ v: 1.5 }, { v: 2 }], ["1.50", "2.00"]],
    ["at most four decimals", [{ v: 0.123456 }], ["0.1235"]],
    ["days as ISO text", [{ v: new Date("2025-03-01T00:00:00Z") }], ["2025-03-01"]],
    ["instants with their time", [{ v: new Date("2025-03-01T10:20:30Z") }], ["2025-03-01 10:20:30"]],
    ["nothing for null", [{ v: null }, { v: 1000 }], ["", "1,000"]],
    ["ids with their digits together", [{ customer_id: 1000001 }], ["1000001"]],
    ["true and false in words", [{ v: true }], ["true"]],
    ["whole numbers below zero", [{ v: -1234567 }], ["-1,234,567"]],
  ])("shows %s", (_fact, rows, cells) => {
    expect(
      text(...rows)
        .slice(2)
        .map((line) => line.trim()),
    ).toEqual(cells);
  });

  it("shows twenty rows and says how many more there are", () => {
    const table = rowsTable(Array.from({ length: 1500 }, (_, n) => ({ n })));
    expect(table.text.split("\n")).toHaveLength(2 + 20 + 1);
    expect(table.text).toMatch(/and 1,480 more rows$/);
    expect(table.html).toContain("<p>and 1,480 more rows</p>");
  });

  it("keeps markup in the data from becoming markup on the page", () => {
    expect(rowsTable([{ name: "<b>&" }]).html).toContain("&#60;b&#62;&#38;");
  });

  it("says when there is nothing", () => {
    expect(rowsTable([])).toEqual({ html: "<p>no rows</p>", text: "no rows" });
  });
});
