// Charts of chapter 5: controls that filter in the browser, and numbers as colours.
import { describe, expect, it } from "vitest";
import { heatmapChart } from "../../lib/src/charts/heatmap-chart";
import { segmentExplorerChart } from "../../lib/src/charts/segment-explorer-chart";
import { samples } from "./samples";

interface Readout {
  readonly readout_text?: string;
}

type Bar = Record<string, unknown> & { readonly segment: string; readonly total: number; readonly share: number };

/** The explorer's tables as a browser would compute them, with controls set. */
async function tablesWith(controls: Record<string, string>, spec = samples.explorer): Promise<object[][]> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const own = structuredClone(spec); // Vega writes into the rows it is given
  const view = new vega.View(vega.parse(vegaLite.compile(own as never).spec), { renderer: "none" });
  for (const [name, value] of Object.entries(controls)) view.signal(name, value);
  await view.runAsync();
  const names = Object.keys(view.getState({ data: () => true }).data as object);
  return names.map((name) => view.data(name) ?? []);
}

const barsWith = async (controls: Record<string, string>, spec?: typeof samples.explorer) =>
  (await tablesWith(controls, spec)).find((rows): rows is Bar[] => (rows as Bar[])[0]?.label_text !== undefined) ?? [];
const readoutWith = async (controls: Record<string, string>) =>
  (await tablesWith(controls)).flat().find((row): row is Readout => "readout_text" in row)?.readout_text;

describe("the explorer", () => {
  const { params } = samples.explorer as unknown as {
    params: { name: string; value: string; bind: { options: string[] } }[];
  };

  it("has a drop-down per filter, all values first, and one for the measure", () => {
    expect(params.map(({ name, value, bind }) => [name, value, bind.options])).toEqual([
      ["only_state", "all", ["all", "CA", "TX"]],
      ["measure", "customers", ["customers", "spend, USD", "spend of a customer"]],
    ]);
  });

  it("has no drop-down for what has but one value", () => {
    const filters = ["risk", "state"].map((field) => ({ field, title: field }));
    const words = { title: "T", description: "D.", label: "segment", filters, measures: [{ field: "n", title: "n" }] };
    const rows = ["OH", "TX"].map((state) => ({ segment: "s", state, risk: "Not Scored", n: 1 }));
    const { params } = segmentExplorerChart(rows, { ...words, readout: [] }) as unknown as {
      params: { name: string }[];
    };
    expect(params.map(({ name }) => name)).toEqual(["only_state", "measure"]);
  });

  it("offers values in the order it is given", () => {
    const filters = [{ field: "band", title: "band", values: ["low", "high"] }];
    const measures = [{ field: "n", title: "n" }];
    const words = { title: "T", description: "D.", label: "segment", filters, measures, readout: [] };
    const { params } = segmentExplorerChart([{ segment: "s", band: "high", n: 1 }], words) as unknown as {
      params: { bind: { options: string[] } }[];
    };
    expect(params[0]!.bind.options).toEqual(["all", "low", "high"]);
  });

  it.each([
    ["everything", {}, { groceries: 20, gas: 40, airlines: 60 }],
    ["one state", { only_state: "CA" }, { groceries: 10, gas: 20, airlines: 30 }],
    ["money instead of heads", { measure: "spend, USD" }, { groceries: 2000, gas: 1000, airlines: 666.6666666666666 }],
    ["an average", { measure: "spend of a customer" }, { groceries: 100, gas: 25, airlines: 100 / 9 }],
    ["a state that nobody lives in", { only_state: "WY" }, {}],
  ])("adds up %s", async (_fact, controls, expected) => {
    const bars = await barsWith(controls);
    const totals = Object.fromEntries(bars.map(({ segment, total }) => [segment, expect.closeTo(total, 9)]));
    expect(expected).toEqual(totals);
    if (bars.length > 0) expect(bars.reduce((sum, bar) => sum + bar.share, 0)).toBeCloseTo(1, 12);
  });

  it.each([
    ["all", {}, "customers 120 · spend of a customer 31"], // 3,667 / 120
    [
      "one state, whatever is shown",
      { only_state: "CA", measure: "spend, USD" },
      "customers 60 · spend of a customer 31",
    ],
  ])("says the numbers of %s above the bars", async (_fact, controls, expected) => {
    expect(await readoutWith(controls)).toBe(expected);
  });

  it("gives a sum its share, and an average none", async () => {
    expect((await barsWith({}))[0]).toMatchObject({ label_text: "20 (17%)" });
    expect((await barsWith({ measure: "spend of a customer" }))[0]).toMatchObject({ label_text: "100" });
  });

  it("writes money as money, and an average of nobody as a dash", async () => {
    const rows = [
      { segment: "a", money: 5000, score: 160, scored: 2 },
      { segment: "b", money: 15_000, score: 0, scored: 0 },
    ];
    const chart = segmentExplorerChart(rows, {
      title: "T",
      description: "D.",
      label: "segment",
      filters: [],
      measures: [
        { field: "money", title: "money", format: "$,.0f" },
        { field: "score", title: "average score", per: "scored" },
      ],
      readout: [{ field: "money", title: "money", format: "$,.0f" }],
    });
    const labels = async (measure: string) => (await barsWith({ measure }, chart)).map((bar) => bar.label_text);
    expect(await labels("money")).toEqual(["$5,000 (25%)", "$15,000 (75%)"]);
    expect(await labels("average score")).toEqual(["80", "–"]);
  });

  it("carries the fields that it reads, and no other", () => {
    const measures = [{ field: "n", title: "n", per: "m" }];
    const words = { title: "T", description: "D.", label: "segment", filters: [], measures, readout: [] };
    const { data } = segmentExplorerChart([{ segment: "s", n: 1, m: 2, other: 3 }], words) as unknown as {
      data: { values: object[] };
    };
    expect(data.values).toEqual([{ segment: "s", n: 1, m: 2 }]);
  });

  it("refuses customers instead of counts", () => {
    const rows = Array.from({ length: 14_401 }, (_, i) => ({ segment: `s${i}`, n: 1 }));
    const words = {
      title: "T",
      description: "D.",
      label: "segment",
      filters: [],
      measures: [{ field: "n", title: "n" }],
      readout: [],
    };
    expect(() => segmentExplorerChart(rows, words)).toThrow('The chart "T" needs at most 14400 rows, got 14401');
  });
});

describe("the heatmap", () => {
  const words = {
    title: "T",
    description: "D.",
    row: "a",
    column: "b",
    row_title: "",
    column_title: "",
    value: "n",
    value_title: "n",
  };

  it("is white at zero when numbers go both ways, and as far to either side", () => {
    const [cells] = samples.heatmap!.layer as { encoding: { color: { scale: object } } }[];
    expect(cells!.encoding.color.scale).toMatchObject({
      domain: [-2000, 0, 2000],
      range: ["#E69F00", "#FFFFFF", "#0072B2"],
    });
  });

  it("writes white only where white stands out more than ink", () => {
    const [, text] = heatmapChart([{ a: "x", b: "y", n: 200 }], words).layer as {
      encoding: { color: { condition: { test: string; value: string } } };
    }[];
    const { test, value } = text!.encoding.color.condition;
    expect(value).toBe("#FFFFFF");
    const from = Number(/>= ([\d.]+)$/.exec(test)![1]);
    expect(from / 200).toBeGreaterThan(0.8); // rgb(114,177,212) lies at 0.55
    expect(from).toBeLessThan(200);
  });

  it("keeps the order it is given", () => {
    const rows = [{ a: "x", b: "y", n: 1 }];
    const { encoding } = heatmapChart(rows, { ...words, column_order: ["z", "y"] }) as unknown as {
      encoding: { x: { sort: string[] }; y: { sort: string[] } };
    };
    expect([encoding.x.sort, encoding.y.sort]).toEqual([["z", "y"], ["x"]]);
  });

  it("refuses two numbers for one cell", () => {
    const row = { a: "x", b: "y", n: 1 };
    expect(() => heatmapChart([row, row], words)).toThrow(
      'The chart "T" needs one row per cell, got several for x / y',
    );
  });
});
