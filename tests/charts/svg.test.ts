// Every chart drawn: no complaints from Vega-Lite, the same bytes everywhere, nothing wider than the page.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { chart, chartWidth } from "../../lib/src/charts/spec";
import { loadDraw, svg } from "../../lib/src/charts/svg";
import { projectFolder } from "../../lib/src/core/home";
import { samples } from "./samples";

const sha = (text: string) => createHash("sha256").update(text).digest("hex");

describe.each(Object.entries(samples))("the %s chart", (_name, spec) => {
  it("is drawn at the width of the page, with its title and its sentence", async () => {
    const text = await svg(spec);
    expect(text).toMatch(/^<svg role="img" aria-label="[^"]+It says something\."/);
    expect(Number(/ width="([\d.]+)"/.exec(text)![1])).toBe(chartWidth);
    for (const line of (spec.title as { text: string[] }).text) expect(text).toContain(line);
    expect(text).not.toMatch(/NaN|undefined|null/);
    expect(text.length).toBeLessThan(60_000);
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(spec.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
  });
});

describe("drawing", () => {
  const some = samples.lines!;

  it("gives the same bytes as Vega's own way, but for ids and words of ours", async () => {
    const vega = await import("vega");
    const vegaLite = await import("vega-lite");
    const draw = await loadDraw();
    const compiled = vegaLite.compile(
      structuredClone({ ...some, config: { ...(some.config as object), aria: false } }) as never,
    ).spec;
    const own = await new vega.View(vega.parse(compiled), { renderer: "none" }).toSVG();
    const shapes = (text: string) => [...text.matchAll(/ (?:d|transform|fill|stroke)="[^"]*"/g)].join("");
    expect(shapes(draw(some))).toBe(shapes(own));
  });

  it("gives the same bytes twice, and on a machine with another clock and language", async () => {
    const module = JSON.stringify(join(projectFolder, "lib/dist/charts/svg.js"));
    const code = `require(${module}).svg(JSON.parse(process.argv[1])).then((text) => process.stdout.write(text))`;
    const drawn = async (env: Record<string, string>, name: string) =>
      (await execa(process.execPath, ["-e", code, JSON.stringify(samples[name])], { env })).stdout;
    const first = await svg(some);
    expect(await svg(some)).toBe(first);
    for (const name of ["lines", "timeline"]) {
      const here = sha(await svg(samples[name]!));
      expect(sha(await drawn({ TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8" }, name))).toBe(here);
      expect(sha(await drawn({ TZ: "America/Los_Angeles", LC_ALL: "C" }, name))).toBe(here);
    }
  });

  it("gives ids that no other chart on the page has", async () => {
    const ids = (text: string) => [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    const all = (await Promise.all(Object.values(samples).map(svg))).flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
  });

  it("takes Vega-Lite's warnings for errors", async () => {
    const encoding = { x: { field: "a", type: "quantitative", scale: { type: "log", zero: true } } };
    const bad = chart(
      { title: "Bad", description: "It is." },
      { data: { values: [{ a: 1 }] }, mark: "point", encoding },
    );
    await expect(svg(bad)).rejects.toThrow(/^The chart "Bad" cannot be drawn as it is: /);
  });
});
