// Has the input moved? The population stability index of each feature between two sets of customers.
import { InvalidInputError } from "../core/errors";
import { binCount, binned, type Cuts, cutsOf } from "./bins";
import { type FeatureColumn, type Frame, featureOf } from "./frame";

export type StabilityBand = "stable" | "moderate" | "major";

/** The usual bands: below 0.10 stable, from 0.25 on a major shift. */
export const stabilityBands = { moderate_from: 0.1, major_from: 0.25 } as const;

/** One bin of a feature in both sets. */
export interface StabilityBin {
  readonly bin: string;
  readonly reference_share: number;
  readonly current_share: number;
}

export interface Stability {
  readonly feature: string;
  readonly psi: number;
  readonly band: StabilityBand;
  readonly bins: readonly StabilityBin[];
}

/** An empty bin counts as this share, so that one newcomer does not make the index infinite. */
const LEAST_SHARE = 0.0005;

/**
 * Population stability index of a feature: the sum over bins of (now - before) x log(now / before). Numbers are
 * binned by the reference's quantiles (a bin each for few values), categories by level; missing values have a bin of
 * their own, which unseen categories join.
 *
 * @param reference the customers the model learned from, or an earlier snapshot
 * @param current the customers of now
 * @param bins bins of a numeric feature, the missing one not counted
 * @throws InvalidInputError when either has no rows, or they are of different kinds
 * @see Siddiqi, "Credit Risk Scorecards", 2006
 * @example
 * const before = { name: "card_type", kind: "category", values: ["Standard", "Premium"] };
 * psi(before, before).psi; // => 0
 */
export function psi(reference: FeatureColumn, current: FeatureColumn, bins = 10): Stability {
  if (reference.kind !== current.kind)
    throw new InvalidInputError(`psi needs ${reference.name} of one kind, got ${reference.kind} and ${current.kind}`);
  if (reference.values.length === 0 || current.values.length === 0)
    throw new InvalidInputError(
      `psi needs customers on both sides, got ${reference.values.length} and ${current.values.length}`,
    );
  const cuts = cutsOf(reference, bins + 1);
  const before = sharesOf(reference, cuts);
  const now = sharesOf(current, cuts);
  const names = binNames(cuts);
  let index = 0;
  const rows = names.map((bin, i) => {
    const [from, to] = [Math.max(before[i]!, LEAST_SHARE), Math.max(now[i]!, LEAST_SHARE)];
    index += (to - from) * Math.log(to / from);
    return { bin, reference_share: before[i]!, current_share: now[i]! };
  });
  const { moderate_from, major_from } = stabilityBands;
  const band = index >= major_from ? "major" : index >= moderate_from ? "moderate" : "stable";
  return { feature: reference.name, psi: index, band, bins: rows };
}

/** Every feature of the reference, the one that moved most first. */
export function psiOfFrames(reference: Frame, current: Frame, bins = 10): Stability[] {
  return reference.features
    .map((column) => psi(column, featureOf(current, column.name), bins))
    .sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1));
}

function sharesOf(column: FeatureColumn, cuts: Cuts): Float64Array {
  const counts = new Float64Array(binCount(cuts));
  for (const bin of binned(column, cuts)) counts[bin]!++;
  return counts.map((count) => count / column.values.length);
}

function binNames(cuts: Cuts): string[] {
  if (cuts.kind === "category") return ["missing or new", ...cuts.levels];
  const { at_most } = cuts;
  const names = Array.from(at_most, (end, i) => {
    if (at_most.length === 1) return "any value";
    if (i === 0) return `to ${end}`;
    return i === at_most.length - 1 ? `above ${at_most[i - 1]}` : `to ${end}`;
  });
  return ["missing", ...names];
}
