// Scores beside what happened: the input of every metric.
import { InvalidInputError } from "../core/errors";

/** Scores and outcomes, one entry per row. */
export interface Scored {
  /** Higher is riskier: a probability, a margin or a rule's score; Brier and log loss need probabilities. */
  readonly scores: ArrayLike<number>;
  /** 1 churned, 0 stayed. */
  readonly labels: ArrayLike<number>;
  /** How often each row counts; once when left out. */
  readonly weights?: ArrayLike<number>;
  /** Rows by falling score, as `ranked` gives them; sorted anew when left out. */
  readonly order?: ArrayLike<number>;
}

/** Scores with their order. */
export type Ranked = Scored & { readonly order: Uint32Array };

/** The same with its order, so that several metrics (or many resamples) sort once. */
export function ranked(scored: Scored): Ranked {
  checkedScored(scored, "ranked");
  const { scores } = scored;
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { ...scored, order };
}

/** Scores from the highest to the lowest, equal ones together: how many churned and stayed at each, by weight. */
export interface Descent {
  /** The scores that occur, falling; those without weight are left out. */
  readonly scores: Float64Array;
  readonly churned: Float64Array;
  readonly stayed: Float64Array;
  readonly all_churned: number;
  readonly all_stayed: number;
}

/** The way down from the highest score: what every metric of ranking walks; of many metrics it is made once. */
export function descentOf(scored: Scored): Descent {
  const { scores, labels, weights, order } = scored.order ? scored : ranked(scored);
  const rows = order!.length;
  const down = { scores: new Float64Array(rows), churned: new Float64Array(rows), stayed: new Float64Array(rows) };
  let [steps, all_churned, all_stayed, at] = [0, 0, 0, 0];
  while (at < rows) {
    const score = scores[order![at]!]!;
    let churned = 0;
    let stayed = 0;
    for (; at < rows && scores[order![at]!] === score; at++) {
      const row = order![at]!;
      const weight = weights ? weights[row]! : 1;
      const left = weight * labels[row]!; // no branch: outcomes come in no order that a processor could foresee
      churned += left;
      stayed += weight - left;
    }
    down.scores[steps] = score;
    down.churned[steps] = churned;
    down.stayed[steps] = stayed;
    steps += Number(churned + stayed > 0);
    all_churned += churned;
    all_stayed += stayed;
  }
  return {
    scores: down.scores.subarray(0, steps),
    churned: down.churned.subarray(0, steps),
    stayed: down.stayed.subarray(0, steps),
    all_churned,
    all_stayed,
  };
}

/** The way down of what a metric was given. Fails unless some churned and some stayed. */
export function soundDescent(given: Scored | Descent, who: string): Descent {
  const descent = "churned" in given ? given : descentOf(checkedScored(given, who));
  needBothCounts(descent.all_churned, descent.all_stayed, who);
  return descent;
}

/** How many churned and stayed, by weight. */
function totals({ labels, weights }: Scored): { readonly churned: number; readonly stayed: number } {
  let churned = 0;
  let all = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? weights[row]! : 1;
    all += weight;
    if (labels[row] === 1) churned += weight;
  }
  return { churned, stayed: all - churned };
}

/** Fails unless some rows churned and some stayed. */
export function needBoth(scored: Scored, who: string): { readonly churned: number; readonly stayed: number } {
  const found = totals(checkedScored(scored, who));
  needBothCounts(found.churned, found.stayed, who);
  return found;
}

function needBothCounts(churned: number, stayed: number, who: string): void {
  if (!(churned > 0 && stayed > 0))
    throw new InvalidInputError(
      `${who} needs customers that churned and customers that stayed, got ${churned} and ${stayed}`,
    );
}

/** Fails unless scores are numbers, labels 0 or 1, and both equally many. */
export function checkedScored(scored: Scored, who: string): Scored {
  const { scores, labels, weights } = scored;
  if (scores.length !== labels.length || (weights && weights.length !== labels.length))
    throw new InvalidInputError(`${who} needs as many scores as labels, got ${scores.length} and ${labels.length}`);
  if (labels.length === 0) throw new InvalidInputError(`${who} needs customers, got none`);
  if (scored.order) return scored; // checked when it was ranked
  for (let row = 0; row < labels.length; row++) {
    if (!Number.isFinite(scores[row]))
      throw new InvalidInputError(`${who} needs scores that are finite numbers, got ${scores[row]} in row ${row}`);
    if (labels[row] !== 0 && labels[row] !== 1)
      throw new InvalidInputError(`${who} needs labels of 0 and 1, got ${labels[row]} in row ${row}`);
  }
  return scored;
}
