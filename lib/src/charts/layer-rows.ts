// Which row each node of a graph stands in: layer after layer, and inside a layer below what it reads.
import { InvalidInputError } from "../core/errors";

export interface LayeredNode {
  readonly name: string;
  /** The layer it belongs to; a node that reads another of its own layer comes a row below that one. */
  readonly layer: string;
}

export interface LayeredEdge {
  readonly from: string;
  readonly to: string;
}

/** A layer's first and last row. */
export interface LayerSpan {
  readonly layer: string;
  readonly first: number;
  readonly last: number;
}

/**
 * The row of each node, from 0. A row that has no room for all its nodes is broken into several.
 *
 * @param fits whether these nodes have room side by side
 * @throws InvalidInputError when nodes of a layer read each other in a circle
 */
export function rowsOf(
  nodes: readonly LayeredNode[],
  edges: readonly LayeredEdge[],
  layers: readonly string[],
  fits: (names: readonly string[]) => boolean,
): { readonly rowOf: ReadonlyMap<string, number>; readonly spans: readonly LayerSpan[] } {
  const rowOf = new Map<string, number>();
  const spans: LayerSpan[] = [];
  let next = 0;
  for (const layer of layers) {
    const names = nodes.filter((node) => node.layer === layer).map(({ name }) => name);
    if (names.length === 0) continue;
    const first = next;
    for (const level of levels(names, edges)) {
      for (const row of broken(level, fits)) {
        for (const name of row) rowOf.set(name, next);
        next++;
      }
    }
    spans.push({ layer, first, last: next - 1 });
  }
  return { rowOf, spans };
}

/** The layers of a graph, each after those that feed it; layers that feed each other stay as the nodes name them. */
export function layersInOrder(nodes: readonly LayeredNode[], edges: readonly LayeredEdge[]): string[] {
  const layerOf = new Map(nodes.map(({ name, layer }) => [name, layer]));
  const left = new Set(layerOf.values());
  const feeds = edges.map(({ from, to }) => ({ from: layerOf.get(from), to: layerOf.get(to) }));
  const order: string[] = [];
  while (left.size > 0) {
    const isFree = (layer: string) =>
      !feeds.some(({ from, to }) => to === layer && from !== to && left.has(from ?? ""));
    const next = [...left].find(isFree) ?? [...left][0]!;
    order.push(next);
    left.delete(next);
  }
  return order;
}

/** Nodes by how many others of the same layer lie on the longest way to them. */
function levels(names: readonly string[], edges: readonly LayeredEdge[]): string[][] {
  const known = new Map<string, number>();
  const depth = (name: string, way: readonly string[]): number => {
    if (way.includes(name)) throw new InvalidInputError(`A graph without circles is needed, got one through ${name}`);
    if (!known.has(name)) {
      const sources = edges.filter(({ from, to }) => to === name && from !== name && names.includes(from));
      known.set(name, Math.max(0, ...sources.map(({ from }) => 1 + depth(from, [...way, name]))));
    }
    return known.get(name)!;
  };
  const found: string[][] = [];
  for (const name of names) {
    const level = depth(name, []);
    found[level] = [...(found[level] ?? []), name];
  }
  return found;
}

function broken(names: readonly string[], fits: (names: readonly string[]) => boolean): string[][] {
  const rows: string[][] = [];
  for (const name of names) {
    const last = rows.at(-1);
    if (last && fits([...last, name])) last.push(name);
    else rows.push([name]);
  }
  return rows;
}
