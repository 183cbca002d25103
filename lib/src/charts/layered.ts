// Where to put the nodes of a graph: layers from top to bottom, few crossings, no overlaps.
import { type LayeredEdge, type LayeredNode, type LayerSpan, rowsOf } from "./layer-rows";

/** A node, or a bend of a long edge, with its row and the middle of its place. */
export interface Placed {
  readonly name: string;
  readonly row: number;
  readonly width: number;
  readonly is_bend: boolean;
  x: number;
}

export interface Layout {
  readonly rows: readonly (readonly Placed[])[];
  readonly layers: readonly LayerSpan[];
  /** For each edge, the places it passes, its ends included. */
  readonly paths: readonly (readonly Placed[])[];
}

/**
 * Places a graph without cycles in rows. Layers keep the order given; edges that skip rows get bends, which keep
 * their place among the nodes, so that a line does not run through a box.
 *
 * @param widthOf how wide a node is
 * @param width the room from left to right
 */
export function layered(
  nodes: readonly LayeredNode[],
  edges: readonly LayeredEdge[],
  layers: readonly string[],
  widthOf: (name: string) => number,
  width: number,
): Layout {
  const { rowOf, spans } = rowsOf(nodes, edges, layers, (names) => fits(names, widthOf, width));
  const places = new Map<string, Placed>(
    nodes.map(({ name }) => [name, { name, row: rowOf.get(name)!, width: widthOf(name), is_bend: false, x: 0 }]),
  );
  const distinct = new Map(edges.map((edge) => [`${edge.from}>${edge.to}`, edge]));
  const known = [...distinct.values()].filter(({ from, to }) => places.has(from) && places.has(to) && from !== to);
  const paths = known.map(({ from, to }) => withBends(places.get(from)!, places.get(to)!));
  const all = [...new Set([...places.values(), ...paths.flat()])];
  const count = Math.max(...all.map(({ row }) => row)) + 1;
  const rows = Array.from({ length: count }, (_, row) => all.filter((place) => place.row === row));
  const neighbours = neighboursOf(paths);
  for (const row of rows) spread(row, width);
  for (let sweep = 0; sweep < 120; sweep++) {
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) settle(row, neighbours, width);
    center(all, width);
  }
  for (const place of all) place.x = Math.round(place.x);
  return { rows, layers: spans, paths };
}

function withBends(from: Placed, to: Placed): Placed[] {
  const bends = Array.from({ length: Math.max(0, to.row - from.row - 1) }, (_, i) => ({
    name: `${from.name}>${to.name}`,
    row: from.row + 1 + i,
    width: 6,
    is_bend: true,
    x: 0,
  }));
  return [from, ...bends, to];
}

function neighboursOf(paths: readonly (readonly Placed[])[]): Map<Placed, Placed[]> {
  const neighbours = new Map<Placed, Placed[]>();
  const add = (a: Placed, b: Placed) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const path of paths) {
    for (const [i, place] of path.slice(1).entries()) {
      add(place, path[i]!);
      add(path[i]!, place);
    }
  }
  return neighbours;
}

const GAP = 20;

/** Whether nodes have room in one row, with some left for lines that pass between them. */
function fits(names: readonly string[], widthOf: (name: string) => number, width: number): boolean {
  return names.reduce((sum, name) => sum + widthOf(name) + GAP, 0) <= 0.95 * width;
}

/** Moves the whole drawing to the middle of the room. */
function center(all: readonly Placed[], width: number): void {
  const left = Math.min(...all.map((place) => place.x - place.width / 2));
  const right = Math.max(...all.map((place) => place.x + place.width / 2));
  for (const place of all) place.x += (width - left - right) / 2;
}

function spread(row: readonly Placed[], width: number): void {
  for (const [i, place] of row.entries()) place.x = ((i + 0.5) * width) / row.length;
}

/** Moves each place of a row towards the middle of its neighbours, then pushes them apart until none overlap. */
function settle(row: Placed[], neighbours: Map<Placed, Placed[]>, width: number): void {
  for (const place of row) {
    const beside = neighbours.get(place) ?? [];
    if (beside.length > 0) place.x = beside.reduce((sum, { x }) => sum + x, 0) / beside.length;
  }
  row.sort((a, b) => a.x - b.x); // places that want the same spot keep their order
  const room = (a: Placed, b: Placed) => (a.width + b.width) / 2 + (a.is_bend && b.is_bend ? GAP / 2 : GAP);
  for (let pass = 0; pass < 12; pass++) {
    for (const [i, place] of row.slice(1).entries()) {
      const overlap = row[i]!.x + room(row[i]!, place) - place.x;
      if (overlap <= 0) continue;
      row[i]!.x -= overlap / 2;
      place.x += overlap / 2;
    }
  }
  let left = 0;
  for (const [i, place] of row.entries()) {
    place.x = Math.max(place.x, i === 0 ? place.width / 2 : left + room(row[i - 1]!, place));
    left = place.x;
  }
  let right = width;
  for (const place of [...row].reverse()) {
    place.x = Math.min(place.x, right - place.width / 2);
    right = place.x - place.width / 2 - (place.is_bend ? GAP / 2 : GAP);
  }
}
