// Boxes, arrows and words at pixel positions, drawn with the same means as every other chart.
import { type ChartWords, chart, chartWidth, ink, type VegaLiteSpec } from "./spec";
import { textWidth } from "./text-width";

/** A box: bold first line, quieter lines below. Positions are the top left corner, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly align?: "left" | "center";
  readonly fill?: string;
  readonly stroke?: string;
  /** Colour of the title. */
  readonly color?: string;
}

/** A line through points; its last point gets an arrow head unless it is plain. */
export interface Arrow {
  readonly points: readonly Point[];
  readonly color?: string;
  readonly is_plain?: boolean;
}

export type Point = readonly [x: number, y: number];

/** Free text; the position is its start or middle, at half its height. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align?: "left" | "center" | "right";
  readonly color?: string;
  readonly is_bold?: boolean;
}

export interface DiagramParts {
  readonly height: number;
  /** Areas behind everything else. */
  readonly areas?: readonly Box[];
  readonly boxes: readonly Box[];
  readonly arrows?: readonly Arrow[];
  readonly labels?: readonly Label[];
}

/** How wide the drawing is inside the chart's margins. */
export const diagramWidth = chartWidth - 18;

export const boxTitleSize = 12;
export const boxLineSize = 11;
export const boxLineHeight = 16;

/** A drawing with the title and the look of a chart. */
export function diagram(
  words: ChartWords,
  { height, areas = [], boxes, arrows = [], labels = [] }: DiagramParts,
): VegaLiteSpec {
  const x = { type: "quantitative", scale: { domain: [0, diagramWidth], nice: false, zero: false }, axis: null };
  const y = {
    type: "quantitative",
    scale: { domain: [0, height], reverse: true, nice: false, zero: false },
    axis: null,
  };
  const at = { x: { ...x, field: "x" }, y: { ...y, field: "y" } };
  const own = (field: string) => ({ field, type: "nominal", scale: null, legend: null });
  const boxLayer = (some: readonly Box[]) => ({
    data: { values: some.map(({ title: _title, lines: _lines, ...box }) => cornersOf(box)) },
    mark: { type: "rect", cornerRadius: 4, strokeWidth: 1.2 },
    encoding: { ...at, x2: { field: "x2" }, y2: { field: "y2" }, fill: own("fill"), stroke: own("stroke") },
  });
  const arrowLayer = {
    data: { values: arrows.flatMap(pointsOf) },
    mark: { type: "line", strokeWidth: 1.4, strokeJoin: "round" },
    encoding: { ...at, detail: { field: "arrow" }, order: { field: "order" }, stroke: own("stroke") },
  };
  const headLayer = {
    data: { values: arrows.filter((arrow) => !arrow.is_plain).map(headOf) },
    mark: { type: "point", size: 40, opacity: 1, strokeWidth: 0 },
    encoding: { ...at, shape: own("shape"), fill: own("fill") },
  };
  const texts = [...boxes.flatMap(wordsOf), ...labels.map(labelWords)];
  return chart(words, {
    width: diagramWidth,
    height,
    autosize: { type: "pad" },
    layer: [
      ...(areas.length > 0 ? [boxLayer(areas)] : []),
      ...(arrows.length > 0 ? [arrowLayer] : []),
      ...(boxes.length > 0 ? [boxLayer(boxes)] : []),
      ...(arrows.length > 0 ? [headLayer] : []),
      ...textLayers(texts, at),
    ],
  });
}

/** How wide a box must be for its words. */
export function boxWidth(title: string, lines: readonly string[] = []): number {
  const widths = [textWidth(title, boxTitleSize, true), ...lines.map((line) => textWidth(line, boxLineSize))];
  return Math.ceil(Math.max(...widths)) + 20;
}

/** How high a box must be for its words. */
export function boxHeight(lines: readonly string[] = []): number {
  return 28 + (lines.length > 0 ? lines.length * boxLineHeight + 2 : 0);
}

/** A smooth way from one point down to another. */
export function downwards([x1, y1]: Point, [x2, y2]: Point): Point[] {
  if (Math.abs(x1 - x2) < 1)
    return [
      [x1, y1],
      [x2, y2],
    ];
  return Array.from({ length: 13 }, (_, i) => {
    const part = i / 12;
    return [rounded(x1 + (x2 - x1) * part * part * (3 - 2 * part)), rounded(y1 + (y2 - y1) * part)];
  });
}

function cornersOf({ x, y, width, height, fill = ink.box, stroke = ink.line }: Box): object {
  return { x, y, x2: x + width, y2: y + height, fill, stroke };
}

function pointsOf({ points, color = ink.quiet }: Arrow, arrow: number): object[] {
  return points.map(([x, y], order) => ({ arrow, order, x, y, stroke: color }));
}

/** The head's middle lies a little before the end, so that its tip touches the box. */
function headOf({ points, color = ink.quiet }: Arrow): object {
  const [x, y] = points.at(-1)!;
  const [fromX, fromY] = points.at(-2)!;
  const isAcross = Math.abs(x - fromX) > 3 * Math.abs(y - fromY);
  const sign = Math.sign(isAcross ? x - fromX : y - fromY);
  if (isAcross) return { x: x - 3 * sign, y, fill: color, shape: sign > 0 ? "triangle-right" : "triangle-left" };
  return { x, y: y - 3 * sign, fill: color, shape: sign > 0 ? "triangle-down" : "triangle-up" };
}

interface PlacedWords {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly look: string;
}

function wordsOf({ x, y, width, height, title, lines = [], align = "center", color = ink.text }: Box): PlacedWords[] {
  const left = align === "left" ? x + 10 : x + width / 2;
  const titleY = lines.length > 0 ? y + 15 : y + height / 2;
  const titled = title ? [{ x: left, y: titleY, text: title, color, look: `${align} bold ${boxTitleSize}` }] : [];
  const rest = lines.map((text, i) => ({
    x: left,
    y: y + (title ? 34 : 14) + i * boxLineHeight,
    text,
    color: ink.quiet,
    look: `${align} normal ${boxLineSize}`,
  }));
  return [...titled, ...rest];
}

function labelWords({ x, y, text, align = "center", color = ink.quiet, is_bold = false }: Label): PlacedWords {
  return { x, y, text, color, look: `${align} ${is_bold ? "bold" : "normal"} ${boxTitleSize}` };
}

/** Vega-Lite sets alignment and size per layer: one layer for each look. */
function textLayers(words: readonly PlacedWords[], at: object): object[] {
  return [...new Set(words.map(({ look }) => look))].map((look) => {
    const [align, fontWeight, fontSize] = look.split(" ");
    return {
      data: { values: words.filter((word) => word.look === look).map(({ look: _look, ...word }) => word) },
      mark: { type: "text", baseline: "middle", align, fontWeight, fontSize: Number(fontSize) },
      encoding: {
        ...at,
        text: { field: "text" },
        color: { field: "color", type: "nominal", scale: null, legend: null },
      },
    };
  });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
