// What the chart helpers make of rows, as JSON.
import { describe, expect, it } from "vitest";
import { barsChart } from "../../lib/src/charts/bars-chart";
import { layersInOrder } from "../../lib/src/charts/layer-rows";
import { layered } from "../../lib/src/charts/layered";
import { lineageChart } from "../../lib/src/charts/lineage-chart";
import { chartRows, valuesOf } from "../../lib/src/charts/rows";
import { verdictOf } from "../../lib/src/charts/scorecard-chart";
import { chart, chartWidth, sentence } from "../../lib/src/charts/spec";
import { svg } from "../../lib/src/charts/svg";
import { fitted, textWidth, wrapped } from "../../lib/src/charts/text-width";
import { timelineChart } from "../../lib/src/charts/timeline-chart";
import { samples } from "./samples";

interface Layer {
  readonly mark: { readonly type: string };
  readonly data?: { readonly values: readonly Record<string, unknown>[] };
  readonly encoding: Record<string, Record<string, unknown>>;
}
const layers = (name: string) => samples[name]!.layer as Layer[];

describe("a chart", () => {
  it("has a title, a description and the house width, and may override what it needs", () => {
    const made = chart({ title: "T", subtitle: "s", description: "It rises." }, { height: 100, mark: "bar" });
    expect(made).toMatchObject({
      title: { text: ["T"], subtitle: ["s"] },
      width: chartWidth,
      height: 100,
      mark: "bar",
    });
    expect(sentence(made)).toBe("T. It rises.");
  });

  it.each(["title", "description"])("refuses an empty %s", (part) => {
    const words = { title: "T", description: "D.", [part]: " " };
    expect(() => chart(words, {})).toThrow(`A chart needs a ${part}, got " "`);
  });

  it("ends its sentence's title once", () => {
    expect(sentence(chart({ title: "Who stays?", description: "Most." }, {}))).toBe("Who stays? Most.");
  });

  it("breaks a long title into lines that fit", () => {
    const title = "a rather long title that goes on and on ".repeat(4);
    const { text } = chart({ title, description: "D." }, {}).title as { text: string[] };
    expect(text.length).toBeGreaterThan(1);
    expect(Math.max(...text.map((line) => textWidth(line, 16, true)))).toBeLessThanOrEqual(chartWidth);
  });
});

describe("rows and words", () => {
  it("keep days as days and instants as instants", () => {
    const rows = [{ on: new Date("2025-01-01T00:00:00Z"), at: new Date("2025-01-01T10:00:00Z"), n: 1, none: null }];
    expect(chartRows([{ at: "2025-01-01 10:00:00" }])).toEqual([{ at: "2025-01-01T10:00:00Z" }]);
    expect(chartRows(rows)).toEqual([{ on: "2025-01-01", at: "2025-01-01T10:00:00.000Z", n: 1, none: null }]);
    expect(valuesOf([{ a: "y" }, { a: "x" }, { a: "y" }], "a")).toEqual(["y", "x"]);
  });

  it("are measured, cut and broken without a canvas", () => {
    expect(textWidth("WWW", 10)).toBeGreaterThan(2 * textWidth("iii", 10));
    expect(fitted("short", 100, 12)).toBe("short");
    const cut = fitted("a very long name of something", 60, 12);
    expect(cut).toMatch(/^a very.*…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(60);
    expect(wrapped("one two three", textWidth("one two", 12), 12)).toEqual(["one two", "three"]);
  });
});

describe("the charts", () => {
  it("distribution: a line per kind through the middles of its bins, inside the axis", () => {
    const { data, encoding } = samples.distribution as unknown as Layer;
    expect(data!.values.map((row) => row.middle)).toEqual([31.62, 316.23, 31.62, 316.23]);
    expect(encoding.color!.scale).toMatchObject({ domain: ["gas", "airlines"] });
    expect(encoding.x!.axis).toMatchObject({ values: [10, 20, 50, 100, 200, 500, 1000] });
  });

  it("lines: one colour per series, bands behind, markers before", () => {
    expect(layers("lines").map(({ mark }) => mark.type)).toEqual(["rect", "text", "line", "rule", "text"]);
    const { color, x } = layers("lines")[2]!.encoding;
    expect(color!.scale).toEqual({ domain: ["online", "in person"], range: ["#0072B2", "#E69F00"] });
    expect(x).toMatchObject({ field: "month", scale: { type: "utc" } });
    expect(layers("line")[0]!.encoding.y!.scale).toMatchObject({ zero: false });
  });

  it("bars: largest first, with room for the number; a band where one is given", () => {
    const [bars, numbers] = layers("bars");
    expect(bars!.encoding.y!.sort).toEqual({ field: "n", op: "max", order: "descending" });
    expect((bars!.encoding.x!.scale as { domain: number[] }).domain[1]).toBeGreaterThan(1_000_000);
    expect(numbers!.encoding.text).toEqual({ field: "n", format: "," });
    expect(layers("bars_in_bands")).toHaveLength(3);
  });

  it("histogram: bins touch, a log axis has ticks at powers", () => {
    const { x } = layers("histogram")[0]!.encoding;
    expect(x).toMatchObject({ field: "start", scale: { type: "log", domain: [1, 10_000] } });
    expect((x!.axis as { values: number[] }).values).toEqual([1, 10, 100, 1000, 10_000]);
  });

  it("lorenz: begins at nobody and ends at everybody", () => {
    const { values } = layers("lorenz")[0]!.data!;
    expect(values[0]).toEqual({ population_share: 0, amount_share: 0 });
    expect(values.at(-1)).toEqual({ population_share: 1, amount_share: 1 });
  });

  it.each([
    ["at its low end", 1, "in band"],
    ["at its high end", 2, "in band"],
    ["below", 0.99, "outside"],
    ["above", 2.01, "outside"],
  ])("scorecard: a value %s", (_fact, value, verdict) => {
    expect(verdictOf({ statistic: "s", value, low: 1, high: 2 })).toBe(verdict);
  });

  it("scorecard: a value far outside stands at the edge, its number beside it", () => {
    const rows = (samples.scorecard!.data as { values: Record<string, unknown>[] }).values;
    expect(rows[1]).toMatchObject({ verdict: "outside", place: 1.6, value_text: "20.0%", band_text: "1.00% to 3.00%" });
    expect(rows[0]).toMatchObject({ verdict: "in band", value_text: "$52.30" });
  });

  it("timeline: a version still valid goes on to the as_of_date, a late message is joined to its change", () => {
    const [spans, late] = layers("timeline");
    expect(spans!.data!.values[1]).toMatchObject({ valid_from: "2025-02-14", valid_to: "2026-04-01" });
    expect(late!.data!.values).toHaveLength(1);
  });

  it("flow: what was rejected stands between the stages", () => {
    const texts = layers("flow").flatMap(({ mark, data }) =>
      mark.type === "text" ? data!.values.map(({ text }) => text) : [],
    );
    expect(texts).toEqual(expect.arrayContaining(["53,500", "53,480", "20 rejected", "in bronze"]));
  });
});

describe("the layout of a graph", () => {
  const nodes = [..."abcdefgh"].map((name, i) => ({ name, layer: i < 3 ? "first" : "second" }));
  const edges = ["ad", "bd", "cd", "de", "ef", "af", "ag", "bh", "eh", "ad"].map(([from, to]) => ({
    from: from!,
    to: to!,
  }));
  const layout = layered(nodes, edges, ["first", "second"], () => 80, 500);

  it("puts each node below what it reads, and each layer below the one before", () => {
    const row = new Map(layout.rows.flat().map((place) => [place.name, place.row]));
    for (const { from, to } of edges) expect(row.get(to)!).toBeGreaterThan(row.get(from)!);
    expect(layout.layers).toEqual([
      { layer: "first", first: 0, last: 0 },
      { layer: "second", first: 1, last: 3 },
    ]);
  });

  it("keeps everything in the room and apart", () => {
    for (const row of layout.rows) {
      for (const [i, { x, width }] of row.entries()) {
        expect(x - width / 2).toBeGreaterThanOrEqual(-1);
        expect(x + width / 2).toBeLessThanOrEqual(501);
        if (i > 0) expect(x - width / 2).toBeGreaterThan(row[i - 1]!.x + row[i - 1]!.width / 2);
      }
    }
  });

  it("draws an edge once, with a bend in every row it skips", () => {
    expect(layout.paths).toHaveLength(9);
    const long = layout.paths.find((path) => path[0]!.name === "a" && path.at(-1)!.name === "f")!;
    expect(long.map(({ is_bend }) => is_bend)).toEqual([false, true, true, false]);
  });
});

describe("rows that cannot be drawn", () => {
  const words = { title: "Empty", description: "Nothing." };

  it("are said to be none when there are none", async () => {
    for (const spec of [
      barsChart([], { ...words, label: "a", value: "b", value_title: "c" }),
      lineageChart([], [], words),
    ]) {
      expect(sentence(spec)).toBe("Empty. There are no rows to draw.");
      expect(await svg(spec)).toContain("There are no rows to draw.");
    }
  });

  it("are refused when they go round in a circle", () => {
    const nodes = ["a", "b"].map((name) => ({ name, layer: "silver" }));
    const circle = [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ];
    expect(() => lineageChart(nodes, circle, words)).toThrow("A graph without circles is needed, got one through a");
  });

  it("take more than one row when they have no room side by side", async () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `a_rather_long_table_name_${i}`, layer: "bronze" }));
    expect(await svg(lineageChart(many, [], words))).toContain(`width="${chartWidth}"`);
  });

  it("has room for bars on both sides of zero, and their numbers beside them", () => {
    const rows = [
      { a: "gain", b: 100 },
      { a: "loss", b: -50 },
    ];
    const spec = barsChart(rows, { ...words, label: "a", value: "b", value_title: "c" }) as unknown as {
      data: { values: { label_at: number }[] };
      layer: { encoding: { x: { scale: { domain: number[] } } } }[];
    };
    expect(spec.layer[0]!.encoding.x.scale.domain).toEqual([expect.closeTo(-56.5), expect.closeTo(113)]);
    expect(spec.data.values.map((row) => row.label_at)).toEqual([100, 0]);
  });

  it("are drawn when all values are zero, or nobody changed anything", async () => {
    const zero = barsChart([{ a: "x", b: 0 }], { ...words, label: "a", value: "b", value_title: "c" });
    expect(await svg(zero)).not.toContain("NaN");
    const still = timelineChart([{ label: "1", valid_from: "2025-01-01", valid_to: null }], [], {
      ...words,
      until: "2026-01-01",
    });
    expect(await svg(still)).toContain("<svg");
  });
});

it("the layers of a graph stand in the order in which they feed each other", () => {
  const nodes = ["gold.a", "bronze.b", "silver.c"].map((name) => ({ name, layer: name.split(".")[0]! }));
  const edges = [
    { from: "bronze.b", to: "silver.c" },
    { from: "silver.c", to: "gold.a" },
  ];
  expect(layersInOrder(nodes, edges)).toEqual(["bronze", "silver", "gold"]);
  expect(layersInOrder(nodes, [...edges, { from: "gold.a", to: "bronze.b" }])).toEqual(["gold", "bronze", "silver"]);
  expect(JSON.stringify(lineageChart(nodes, edges, { title: "T", description: "D." }))).toContain('"text":"b"');
});
