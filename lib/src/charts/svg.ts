// A chart as SVG text: the same bytes on every machine, because no canvas and no installed font takes part.
import { createHash } from "node:crypto";
import { InvalidInputError } from "../core/errors";
import { sentence, type VegaLiteSpec } from "./spec";
import { textWidth } from "./text-width";

/** Draws a chart as SVG. */
export type Draw = (spec: VegaLiteSpec) => string;

/**
 * A chart as SVG.
 *
 * @throws InvalidInputError when Vega-Lite has anything to say about the chart: its warnings are errors here
 */
export async function svg(spec: VegaLiteSpec): Promise<string> {
  return (await loadDraw())(spec);
}

type VegaLite = typeof import("vega-lite", { with: { "resolution-mode": "import" }});
type Vega = typeof import("vega", { with: { "resolution-mode": "import" }}) & Scenegraph;

/** What Vega exports and its types leave out. */
interface Scenegraph {
  readonly SVGStringRenderer: new (loader: unknown) => SvgRenderer;
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
  resetSVGDefIds(): void;
}

interface SvgRenderer {
  initialize(element: null, width: number, height: number, origin: readonly number[], scale: number): SvgRenderer;
  background(color: unknown): SvgRenderer;
  render(root: unknown): SvgRenderer;
  svg(): string;
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** The drawn scene and its size, which a view keeps to itself. */
interface DrawnView {
  readonly _scenegraph: { readonly root: unknown };
  readonly _viewWidth: number;
  readonly _viewHeight: number;
  readonly _origin: readonly [number, number];
}

/** Loads Vega, about a third of a second, and answers a function that draws at once. */
export async function loadDraw(): Promise<Draw> {
  const [loaded, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const vega = loaded as unknown as Vega;
  vega.textMetrics.width = ({ fontSize, fontWeight }, text) =>
    textWidth(String(text ?? ""), fontSize ?? 11, /bold|[6-9]00/.test(String(fontWeight)));
  return (spec) => draw(vega, vegaLite, spec);
}

function draw(vega: Vega, vegaLite: VegaLite, spec: VegaLiteSpec): string {
  const { logger, complaints } = strictLogger();
  // Vega writes into the rows it is given, and into the marks what each shows, with days of this machine's clock
  const own = structuredClone({ ...spec, config: { ...(spec.config as object), aria: false } });
  const compiled = vegaLite.compile(own as never, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  view.initialize().run();
  if (complaints.length > 0) {
    throw new InvalidInputError(`The chart "${titleOf(spec)}" cannot be drawn as it is: ${complaints.join("; ")}`);
  }
  const text = svgOf(vega, view);
  view.finalize();
  return finished(text, spec);
}

// What `view.toSVG()` does, without its promises: the data stand in the chart, so there is nothing to wait for.
function svgOf(vega: Vega, view: InstanceType<Vega["View"]>): string {
  const { _scenegraph, _viewWidth, _viewHeight, _origin } = view as unknown as DrawnView;
  const { left, right, top, bottom } = view.padding() as Record<"left" | "right" | "top" | "bottom", number>;
  vega.resetSVGDefIds();
  return new vega.SVGStringRenderer(view.loader())
    .initialize(null, _viewWidth + left + right, _viewHeight + top + bottom, [left + _origin[0], top + _origin[1]], 1)
    .background(view.background())
    .render(_scenegraph.root)
    .svg();
}

/** Ids that no other chart on the same page has, and the sentence for those who cannot see it. */
function finished(text: string, spec: VegaLiteSpec): string {
  const mark = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const label = sentence(spec).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  return text
    .replace(/\b(id="|url\(#)(clip|gradient_)/g, `$1c${mark}-$2`)
    .replace("<svg ", `<svg role="img" aria-label="${label}" `);
}

function titleOf(spec: VegaLiteSpec): string {
  return (spec.title as { text?: readonly string[] } | undefined)?.text?.join(" ") ?? "without a title";
}

function strictLogger() {
  const complaints: string[] = [];
  const complain = (...words: readonly unknown[]) => {
    complaints.push(words.join(" "));
    return logger;
  };
  const ignore = () => logger;
  const logger: Record<string, unknown> = { level: () => logger, warn: complain, error: complain, info: ignore };
  logger.debug = ignore;
  return { logger: logger as never, complaints };
}
