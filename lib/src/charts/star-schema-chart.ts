// A star schema: the fact in the middle, a line from each of its keys to the dimension it points to.
import { type Arrow, type Box, boxHeight, boxLineHeight, diagram, diagramWidth, type Label } from "./diagram";
import { type ChartWords, ink, type VegaLiteSpec } from "./spec";
import { fitted } from "./text-width";

/** A table of the star and the columns to show. */
export interface StarTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A dimension, and the key that fact and dimension share. */
export interface StarDimension extends StarTable {
  /** The dimension's key column, one of `columns`. */
  readonly key: string;
  /** What the fact calls it, one of the fact's columns; the same as `key` when left out. */
  readonly fact_key?: string;
}

const WIDTH = 184;
const GAP = 18;

/** The fact in the middle, dimensions left and right of it, keys joined. */
export function starSchemaChart(
  fact: StarTable,
  dimensions: readonly StarDimension[],
  words: ChartWords,
): VegaLiteSpec {
  const left = dimensions.filter((_, i) => i % 2 === 0);
  const right = dimensions.filter((_, i) => i % 2 === 1);
  const height = Math.max(...[[fact], left, right].map(stackHeight)) + 8;
  const factBox = boxOf(fact, (diagramWidth - WIDTH) / 2, (height - stackHeight([fact])) / 2, ink.main);
  const sides = [
    ...stacked(left, 2, height).map((placed) => ({ ...placed, side: "left" as const })),
    ...stacked(right, diagramWidth - WIDTH - 2, height).map((placed) => ({ ...placed, side: "right" as const })),
  ];
  const keys = sides.flatMap(({ table, box, side }) => keyMarks(fact, factBox, table, box, side));
  return diagram(words, {
    height,
    boxes: [factBox, ...sides.map(({ box }) => box)],
    arrows: keys.map(({ arrow }) => arrow),
    labels: keys.flatMap(({ labels }) => labels),
  });
}

function stackHeight(tables: readonly StarTable[]): number {
  return tables.reduce((sum, { columns }) => sum + boxHeight(columns) + 6, 0) + Math.max(0, tables.length - 1) * GAP;
}

function stacked(tables: readonly StarDimension[], x: number, height: number) {
  let y = (height - stackHeight(tables)) / 2;
  return tables.map((table) => {
    const box = boxOf(table, x, y, ink.line);
    y += box.height + GAP;
    return { table, box };
  });
}

function boxOf({ name, columns }: StarTable, x: number, y: number, stroke: string): Box {
  const lines = columns.map((column) => fitted(column, WIDTH - 22, 11));
  return {
    x,
    y,
    width: WIDTH,
    height: boxHeight(columns) + 6,
    title: name,
    lines,
    align: "left",
    stroke,
    fill: "#FFFFFF",
  };
}

/** The line between the two keys, and a dot at each end. */
function keyMarks(fact: StarTable, factBox: Box, table: StarDimension, box: Box, side: "left" | "right") {
  const factEnd = {
    x: side === "left" ? factBox.x : factBox.x + WIDTH,
    y: columnY(factBox, fact, table.fact_key ?? table.key),
  };
  const dimensionEnd = { x: side === "left" ? box.x + WIDTH : box.x, y: columnY(box, table, table.key) };
  const middle = (factEnd.x + dimensionEnd.x) / 2;
  const arrow: Arrow = {
    points: [
      [factEnd.x, factEnd.y],
      [middle, factEnd.y],
      [middle, dimensionEnd.y],
      [dimensionEnd.x, dimensionEnd.y],
    ],
    color: ink.main,
  };
  const labels: Label[] = [{ ...factEnd, text: "●", color: ink.main }];
  return { arrow, labels };
}

function columnY(box: Box, { columns }: StarTable, column: string): number {
  return box.y + 34 + Math.max(0, columns.indexOf(column)) * boxLineHeight;
}
