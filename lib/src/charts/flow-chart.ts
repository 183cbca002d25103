// How many rows arrive at each stage, and what was left behind on the way.
import { type Arrow, type Box, boxHeight, boxTitleSize, boxWidth, diagram, diagramWidth, type Label } from "./diagram";
import { valuesOf } from "./rows";
import { type ChartWords, emptyChart, ink, type VegaLiteSpec } from "./spec";
import { textWidth } from "./text-width";

/** One stage of one lane. */
export interface FlowRow {
  /** What flows, e.g. a feed; one line of boxes. */
  readonly lane: string;
  /** Where it is, e.g. "in the files"; stages stand from left to right in the order of their first row. */
  readonly stage: string;
  readonly row_count: number;
  /** Rows that did not come from the stage before, and went to a place of their own. */
  readonly rejected_count?: number;
  /** A few words below the number, e.g. a sum of amounts. */
  readonly note?: string;
}

const HEAD = 28;
const LANE_GAP = 30;

/** One line of boxes per lane; below the way from one to the next, in red, what was rejected. */
export function flowChart(rows: readonly FlowRow[], words: ChartWords): VegaLiteSpec {
  if (rows.length === 0) return emptyChart(words);
  const lanes = valuesOf(rows, "lane");
  const stages = valuesOf(rows, "stage");
  const texts = rows.map((row) => ({ row, title: whole(row.row_count), lines: row.note ? [row.note] : [] }));
  const margin = Math.max(...lanes.map((lane) => textWidth(lane, boxTitleSize, true))) + 18;
  const width = Math.max(...texts.map(({ title, lines }) => boxWidth(title, lines)), 80);
  const height = Math.max(...texts.map(({ lines }) => boxHeight(lines)));
  const step = (diagramWidth - margin - width - 2) / Math.max(1, stages.length - 1);
  const placed = texts.map(({ row, title, lines }) => {
    const x = margin + stages.indexOf(row.stage) * step;
    const y = HEAD + lanes.indexOf(row.lane) * (height + LANE_GAP);
    const box: Box = { x, y, width, height, title, lines, fill: "#FFFFFF", stroke: ink.main };
    return { row, box };
  });
  const steps = placed
    .slice(1)
    .flatMap((to, i) => (placed[i]!.row.lane === to.row.lane ? [stepOf(placed[i]!.box, to)] : []));
  const stageLabels = stages.map((text, i) => ({ x: margin + i * step + width / 2, y: 10, text, is_bold: true }));
  const laneLabels = lanes.map((text, i): Label => {
    const y = HEAD + i * (height + LANE_GAP) + height / 2;
    return { x: 2, y, text, align: "left", is_bold: true, color: ink.text };
  });
  return diagram(words, {
    height: HEAD + lanes.length * (height + LANE_GAP),
    boxes: placed.map(({ box }) => box),
    arrows: steps.map(({ arrow }) => arrow),
    labels: [...stageLabels, ...laneLabels, ...steps.flatMap(({ labels }) => labels)],
  });
}

function stepOf(from: Box, { row, box }: { row: FlowRow; box: Box }): { arrow: Arrow; labels: Label[] } {
  const y = from.y + from.height / 2;
  const arrow: Arrow = {
    points: [
      [from.x + from.width, y],
      [box.x, y],
    ],
  };
  const rejected = row.rejected_count ?? 0;
  if (rejected === 0) return { arrow, labels: [] };
  const x = (from.x + from.width + box.x) / 2;
  return { arrow, labels: [{ x, y: from.y + from.height + 12, text: `${whole(rejected)} rejected`, color: ink.bad }] };
}

function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
