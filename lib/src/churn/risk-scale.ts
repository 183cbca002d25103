// The risk score of 0 to 100: a scale to show and sort by, made from ranks. It is not a probability.
import { InvalidInputError } from "../core/errors";

export type RiskCategory = "Low" | "Medium" | "High";

/** Where the categories begin on the scale: Low 0 to 39, Medium 40 to 69, High 70 to 100. */
export const riskBands = { medium_from: 40, high_from: 70 } as const;

/** Parts of the customers that are Low and High; the rest is Medium. */
export interface RiskShares {
  readonly low_share: number;
  readonly high_share: number;
}

/** For each score 0 to 100 the least probability that has it. Plain data. */
export interface RiskScale {
  readonly kind: "rank_scale";
  readonly least_probability: readonly number[];
}

/**
 * The scale for a base of customers: 75 % of them Low, 17.5 % Medium, 7.5 % High, evenly spread by rank inside each.
 * A customer's rank is the share of the others with a lower probability: equal probabilities have equal scores, and
 * a tie takes its lowest place (customers who are all alike are all 0). The riskiest of several has 100 unless tied;
 * one customer alone has 0. A higher probability never has a lower score.
 *
 * @param probabilities calibrated, one per customer
 * @param shares other parts than 0.75 and 0.075
 * @throws InvalidInputError when there are none, one is not in [0, 1], or the shares leave no room
 * @example
 * riskScores(fitRiskScale([0.1, 0.2, 0.9]), [0.1, 0.2, 0.9]); // => Uint8Array.of(0, 26, 100)
 */
export function fitRiskScale(
  probabilities: ArrayLike<number>,
  shares: RiskShares = { low_share: 0.75, high_share: 0.075 },
): RiskScale {
  const { low_share, high_share } = shares;
  if (!(low_share > 0 && high_share > 0 && low_share + high_share < 1))
    throw new InvalidInputError(`fitRiskScale needs shares above 0 that leave a middle, got ${JSON.stringify(shares)}`);
  if (probabilities.length === 0) throw new InvalidInputError("fitRiskScale needs customers, got none");
  const sorted = Float64Array.from(probabilities).sort();
  const wrong = sorted.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new InvalidInputError(`fitRiskScale needs probabilities in [0, 1], got ${wrong}`);
  const last = Math.max(1, sorted.length - 1);
  // at each new value, its rank says from which score on it stands
  const least: number[] = [0];
  for (let place = 1; place < sorted.length; place++) {
    if (sorted[place] === sorted[place - 1]) continue;
    const score = scoreOfRank(place / last, shares);
    while (least.length <= score) least.push(sorted[place]!);
  }
  while (least.length <= 100) least.push(2); // no probability reaches it
  return { kind: "rank_scale", least_probability: least };
}

/** The risk score of every probability, 0 to 100. */
export function riskScores({ least_probability }: RiskScale, probabilities: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(probabilities, (probability) => {
    let low = 0;
    let high = 100;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (least_probability[middle]! <= probability) low = middle;
      else high = middle - 1;
    }
    return low;
  });
}

/**
 * The category of a risk score.
 *
 * @throws InvalidInputError when the score is outside 0 to 100
 * @example
 * [39, 40, 69, 70].map(riskCategory); // => ["Low", "Medium", "Medium", "High"]
 */
export function riskCategory(score: number): RiskCategory {
  if (!(score >= 0 && score <= 100))
    throw new InvalidInputError(`riskCategory needs a score of 0 to 100, got ${score}`);
  if (score >= riskBands.high_from) return "High";
  return score >= riskBands.medium_from ? "Medium" : "Low";
}

function scoreOfRank(rank: number, { low_share, high_share }: RiskShares): number {
  const { medium_from, high_from } = riskBands;
  const medium = rank - low_share;
  const high = rank - (1 - high_share);
  if (high >= 0) return Math.min(100, high_from + Math.floor((100 - high_from) * (high / high_share) + 1e-9));
  if (medium >= 0) {
    const part = medium / (1 - high_share - low_share);
    return Math.min(high_from - 1, medium_from + Math.floor((high_from - medium_from) * part));
  }
  return Math.min(medium_from - 1, Math.floor(medium_from * (rank / low_share)));
}
