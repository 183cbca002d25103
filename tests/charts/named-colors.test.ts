// A name has its colour wherever it is drawn, whichever others are drawn beside it.
import { describe, expect, it } from "vitest";
import { linesChart } from "../../lib/src/charts/lines-chart";
import { lineColors, softColors } from "../../lib/src/charts/named-colors";

const SEGMENTS = ["New & Growing", "Declining", "High-Value Travelers", "Budget-Conscious", "Stable Mid-Spenders"];

describe("a segment", () => {
  it("has a colour of its own, strong and soft, in any order", () => {
    expect(new Set(lineColors(SEGMENTS)).size).toBe(5);
    expect(new Set(softColors(SEGMENTS)).size).toBe(5);
    for (const colors of [lineColors, softColors]) {
      expect(colors([...SEGMENTS].reverse())).toEqual([...colors(SEGMENTS)].reverse());
      expect(colors(["Declining"])).toEqual([colors(SEGMENTS)[1]]);
    }
  });

  it("has it in a chart of lines too", () => {
    const rows = ["Declining", "New & Growing"].map((segment) => ({ segment, day: new Date(0), share: 0.1 }));
    const words = { title: "Shares", description: "It says something.", y_title: "share" };
    const spec = JSON.stringify(linesChart(rows, { ...words, x: "day", y: "share", series: "segment" }));
    expect(spec).toContain(JSON.stringify(lineColors(["Declining", "New & Growing"])));
  });
});

it("names without a colour take those of the palette, each another", () => {
  expect(new Set(lineColors(["online", "in person", "Declining"])).size).toBe(3);
  expect(softColors(["Platinum"])).toEqual(softColors(["Gold"]));
});
