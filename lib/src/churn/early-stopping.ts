// When to stop: a later snapshot says whether another tree still helps.
import { addTree, short } from "./add-tree";
import type { BinnedFrame } from "./binned-frame";
import type { GrownNode } from "./grow-tree";
import type { TreeOptions } from "./tree-model";

/** Looks at a later snapshot while the trees grow. */
export interface Watcher {
  readonly losses: number[];
  isOver(nodes: readonly GrownNode[], options: TreeOptions): boolean;
  /** How many trees gave the least loss; 0 when none is better than the churn rate for everyone. */
  best(): number;
}

/** A watcher on `validation`, in the cuts of the training rows. */
export function watcher({ labels, columns }: BinnedFrame, base: number): Watcher {
  const margins = new Float64Array(labels.length).fill(base);
  const all = Int32Array.from(labels, (_, row) => row);
  const losses: number[] = [];
  const lossNow = () => {
    let loss = 0;
    for (let row = 0; row < labels.length; row++)
      loss += Math.log1p(Math.exp(labels[row] === 1 ? -margins[row]! : margins[row]!));
    return short(loss / labels.length);
  };
  const before = lossNow();
  const best = () => {
    const least = Math.min(...losses);
    return least < before ? losses.indexOf(least) + 1 : 0;
  };
  const isOver = (nodes: readonly GrownNode[], options: TreeOptions) => {
    addTree(nodes, columns, all, margins, options);
    losses.push(lossNow());
    return losses.length - best() >= options.patience;
  };
  return { losses, isOver, best };
}
