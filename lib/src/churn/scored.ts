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

/** The same with its order, so that several metrics (or many resamples) sort once. */
export function ranked(scored: Scored): Scored & { readonly order: Uint32Array } {
  checkedScored(scored, "ranked");
  const { scores } = scored;
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { ...scored, order };
}

/** A group of rows with one score: how many churned and how many stayed, by weight. */
export type OnTie = (score: number, churned: number, stayed: number) => void;

/** Walks from the highest score to the lowest, equal scores together; rows without weight are passed over. */
export function fromTheTop(scored: Scored, onTie: OnTie): void {
  const { scores, labels, weights, order } = scored.order ? scored : ranked(scored);
  let at = 0;
  while (at < order!.length) {
    const score = scores[order![at]!]!;
    let churned = 0;
    let stayed = 0;
    for (; at < order!.length && scores[order![at]!] === score; at++) {
      const row = order![at]!;
      const weight = weights ? weights[row]! : 1;
      if (labels[row] === 1) churned += weight;
      else stayed += weight;
    }
    if (churned + stayed > 0) onTie(score, churned, stayed);
  }
}

/** How many churned and stayed, by weight. */
export function totals({ labels, weights }: Scored): { readonly churned: number; readonly stayed: number } {
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
  if (!(found.churned > 0 && found.stayed > 0))
    throw new InvalidInputError(
      `${who} needs customers that churned and customers that stayed, got ${found.churned} and ${found.stayed}`,
    );
  return found;
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
