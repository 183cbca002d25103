// What the charts about a churn score make of rows, as JSON.
import { describe, expect, it } from "vitest";
import { liftChart } from "../../lib/src/charts/lift-chart";
import { profitChart } from "../../lib/src/charts/profit-chart";
import { reasonsChart } from "../../lib/src/charts/reasons-chart";
import { reliabilityChart } from "../../lib/src/charts/reliability-chart";
import { rocChart } from "../../lib/src/charts/roc-chart";
import { sentence, type VegaLiteSpec } from "../../lib/src/charts/spec";
import { stabilityChart } from "../../lib/src/charts/stability-chart";
import { churnSamples } from "./churn-samples";

interface Layer {
  readonly mark: { readonly type: string };
  readonly data?: { readonly values: readonly Record<string, unknown>[] };
  readonly encoding: Record<string, Record<string, unknown>>;
}
const layers = (name: string) => churnSamples[name]!.layer as Layer[];

describe("the charts about a score", () => {
  it("roc: one line per model in the order of its points, over the diagonal", () => {
    const [chance, lines] = layers("roc");
    expect(chance!.data!.values).toEqual([
      { across: 0, up: 0 },
      { across: 1, up: 1 },
    ]);
    expect(lines!.encoding.color!.scale).toMatchObject({ domain: ["trees, AUC 0.90", "logistic, AUC 0.88"] });
    expect(lines!.data!.values.map(({ point }) => point)).toEqual(lines!.data!.values.map((_, i) => i));
  });

  it("lift: a bar per tenth with its number, and a rule at chance that is always in sight", () => {
    expect(layers("lift").map(({ mark }) => mark.type)).toEqual([
      "bar",
      "rule",
      "rule",
      "text",
      "text",
      "text",
      "text",
    ]);
    const doubt = layers("lift").find(({ encoding }) => encoding.y2)!;
    expect(doubt.data!.values[0]).toMatchObject({ lift: 6.4, lift_low: 0.9 * 6.4 - 0.02, lift_high: 1.1 * 6.4 + 0.02 });
    const low = liftChart([{ decile: 1, lift: 0.4 }], { title: "T", description: "D." }).layer as Layer[];
    expect((low[0]!.encoding.y!.scale as { domain: number[] }).domain[1]).toBeGreaterThan(1);
  });

  it("reliability: both axes alike, as far as the data reach", () => {
    const [, , , points] = layers("reliability");
    expect(points!.encoding.x!.scale).toEqual(points!.encoding.y!.scale);
    expect((points!.encoding.x!.scale as { domain: number[] }).domain[1]).toBeCloseTo(1.05 * 0.625, 6);
  });

  it("profit: begins at nobody and nothing, a point where it is marked", () => {
    const [zero, line, point] = layers("profit");
    expect(zero!.encoding.y!.datum).toBe(0);
    expect(line!.data!.values[0]).toEqual({ contacted_share: 0, profit: 0 });
    expect(point!.encoding.x!.datum).toBe(0.1);
  });

  it("stability: rules where the bands begin, colours by band, rows in their order", () => {
    const [bars, , moderate, major] = layers("stability");
    expect([moderate!.encoding.x!.datum, major!.encoding.x!.datum]).toEqual([0.1, 0.25]);
    expect(bars!.encoding.color!.scale).toMatchObject({ domain: ["stable", "moderate", "major"] });
    expect(bars!.encoding.y!.sort).toBeNull();
  });

  it("profit and stability: carry what they draw, not all that comes along", () => {
    const words = { title: "T", description: "D." };
    const moved = { feature: "x", psi: 0.2, band: "moderate" as const, bins: [{ bin: "missing" }] };
    const [bars] = stabilityChart([moved], words).layer as Layer[];
    expect(bars!.data!.values).toEqual([{ feature: "x", psi: 0.2, band: "moderate" }]);
    const [, line] = profitChart([{ contacted_share: 1, profit: -5, f1: 0.1 } as never], words).layer as Layer[];
    expect(line!.data!.values[1]).toEqual({ contacted_share: 1, profit: -5 });
  });

  it("reasons: what raises and what lowers, with room for the numbers on both sides", () => {
    const { values } = churnSamples.reasons!.data as { values: { effect: string }[] };
    expect(values.map(({ effect }) => effect)).toEqual([
      "raises the risk",
      "raises the risk",
      "raises the risk",
      "lowers the risk",
    ]);
    const [low, high] = (layers("reasons")[0]!.encoding.x!.scale as { domain: number[] }).domain;
    expect(low).toBeLessThan(-0.5);
    expect(high).toBeGreaterThan(1.4);
  });

  it.each<[string, (words: { title: string; description: string }) => VegaLiteSpec]>([
    ["roc", (words) => rocChart([], words)],
    ["lift", (words) => liftChart([], words)],
    ["reliability", (words) => reliabilityChart([], words)],
    ["profit", (words) => profitChart([], words)],
    ["stability", (words) => stabilityChart([], words)],
    ["reasons", (words) => reasonsChart([], words)],
  ])("%s: says that there is nothing to draw", (_name, draw) => {
    expect(sentence(draw({ title: "T", description: "D." }))).toBe("T. There are no rows to draw.");
  });
});
