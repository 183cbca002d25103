// What is made from what: tables in layers, an arrow from each source to what reads it.
import {
  type Arrow,
  type Box,
  boxHeight,
  boxWidth,
  diagram,
  diagramWidth,
  downwards,
  type Label,
  type Point,
} from "./diagram";
import { type LayeredEdge, type LayeredNode, layersInOrder } from "./layer-rows";
import { layered, type Placed } from "./layered";
import { type ChartWords, emptyChart, ink, type VegaLiteSpec } from "./spec";

/** A table, or a part of the platform; `detail` lines stand below its name. */
export interface GraphNode extends LayeredNode {
  readonly detail?: readonly string[];
}

export interface GraphWords extends ChartWords {
  /** The layers from top to bottom; in the order in which they feed each other when left out. */
  readonly layers?: readonly string[];
}

const LAYER_COLORS: Readonly<Record<string, string>> = { bronze: "#A9714B", silver: "#75818F", gold: "#B8860B" };

/** Tables by layer, sources above what reads them. */
export function lineageChart(
  nodes: readonly GraphNode[],
  edges: readonly LayeredEdge[],
  words: GraphWords,
): VegaLiteSpec {
  return graphChart(nodes, edges, words, 30);
}

/** What the platform is made of: its parts in lanes, with what each is for, and what flows between them. */
export function platformChart(
  parts: readonly GraphNode[],
  flows: readonly LayeredEdge[],
  words: GraphWords,
): VegaLiteSpec {
  return graphChart(parts, flows, words, 34);
}

/** Room on the left for the names of the layers. */
const MARGIN = 84;
const PADDING = 12;

function graphChart(nodes: readonly GraphNode[], edges: readonly LayeredEdge[], words: GraphWords, gap: number) {
  if (nodes.length === 0) return emptyChart(words);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const layers = words.layers ?? layersInOrder(nodes, edges);
  const widthOf = (name: string) => boxWidth(titleOf(byName.get(name)!), byName.get(name)?.detail);
  const layout = layered(nodes, edges, layers, widthOf, diagramWidth - MARGIN - PADDING);
  const heights = layout.rows.map((row) => Math.max(...row.map(({ name }) => boxHeight(byName.get(name)?.detail))));
  const tops = heights.map((_, row) => PADDING + heights.slice(0, row).reduce((sum, height) => sum + height + gap, 0));
  const height = tops.at(-1)! + heights.at(-1)! + PADDING;
  const placed = layout.rows.flat().filter((place) => !place.is_bend);
  const boxes = placed.map((place) => boxOf(place, byName.get(place.name)!, tops[place.row]!, heights[place.row]!));
  const bands = layout.layers.map(({ layer, first, last }) => {
    const top = tops[first]! - PADDING;
    return { layer, top, height: tops[last]! + heights[last]! + PADDING - top };
  });
  return diagram(words, {
    height,
    areas: bands.map(bandOf),
    boxes,
    arrows: layout.paths.map((path) => arrowOf(path, tops, heights)),
    labels: bands.map(labelOf),
  });
}

/** The name without its layer, which stands beside it anyway. */
function titleOf({ name, layer }: GraphNode): string {
  return name.startsWith(`${layer}.`) ? name.slice(layer.length + 1) : name;
}

function boxOf(place: Placed, node: GraphNode, y: number, height: number): Box {
  const lines = node.detail ? { lines: node.detail } : {};
  const stroke = LAYER_COLORS[node.layer] ?? ink.main;
  return {
    x: MARGIN + place.x - place.width / 2,
    y,
    width: place.width,
    height,
    title: titleOf(node),
    ...lines,
    stroke,
    fill: "#FFFFFF",
  };
}

function bandOf({ top, height }: { top: number; height: number }): Box {
  return { x: 1, y: top, width: diagramWidth - 2, height, stroke: ink.box };
}

function labelOf({ layer, top, height }: { layer: string; top: number; height: number }): Label {
  return {
    x: 4,
    y: top + height / 2,
    text: layer,
    align: "left",
    is_bold: true,
    color: LAYER_COLORS[layer] ?? ink.main,
  };
}

function arrowOf(path: readonly Placed[], tops: readonly number[], heights: readonly number[]): Arrow {
  const points: Point[] = [];
  for (const [i, place] of path.slice(1).entries()) {
    const above = path[i]!;
    const start: Point = [MARGIN + above.x, tops[above.row]! + heights[above.row]!];
    points.push(...downwards(start, [MARGIN + place.x, tops[place.row]!]));
  }
  return { points };
}
