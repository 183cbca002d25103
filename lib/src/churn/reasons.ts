// Why this customer, in business words: the features that raise the score most, told by their phrases.
import { type FeatureColumn, type Frame, featureOf } from "./frame";
import type { ShapValues } from "./shap";
import type { TreeModel } from "./tree-model";

/** What a feature means; one entry of the feature catalogue. `{value}` in a phrase stands for the customer's value. */
export interface FeatureMeaning {
  readonly name: string;
  /** Features of one family tell one story: a customer gets one reason per family. */
  readonly family: string;
  readonly kind: "numeric" | "category";
  /** Said when the value is above the training median; for a category always. */
  readonly phrase_high?: string;
  /** Said when the value is at or below the training median. */
  readonly phrase_low?: string;
  readonly phrase_missing?: string;
  /** days, dollars, share (0..1, shown in percent), ratio (shown in percent), times, or the word counted. */
  readonly unit?: string;
}

/** A reason for a high score. */
export interface Reason {
  readonly sentence: string;
  /** The feature told of, and its family. */
  readonly feature: string;
  readonly family: string;
  /** Log odds that the family adds for this customer. */
  readonly margin: number;
}

export interface ReasonOptions {
  /** Reasons per customer at most; 3 when left out. */
  readonly top?: number;
  /** Log odds a family must add to be a reason; 0.02 when left out. */
  readonly least_margin?: number;
}

/**
 * Up to three reasons per row, the strongest first: families whose SHAP values together raise the score, each told by
 * its strongest feature. Customers whom little speaks against have fewer reasons, or none.
 *
 * @param model for the medians that "high" and "low" refer to
 * @param shap `shapValues(model, frame)`
 * @param catalogue the meaning of features; one without an entry is told by its own name
 */
export function reasonsOf(
  model: TreeModel,
  shap: ShapValues,
  frame: Frame,
  catalogue: readonly FeatureMeaning[],
  options: ReasonOptions = {},
): Reason[][] {
  const { top = 3, least_margin = 0.02 } = options;
  const meanings = model.features.map(({ name, median }, place) => {
    const column = featureOf(frame, name);
    const meaning = catalogue.find((entry) => entry.name === name) ?? inItsOwnName(column);
    return { ...meaning, place, median: median ?? Number.NaN, column };
  });
  const families = [...new Set(meanings.map(({ family }) => family))].map((family) => ({
    family,
    members: meanings.filter((meaning) => meaning.family === family),
  }));
  const width = shap.features.length;
  return frame.customer_ids.map((_, row) => {
    const part = ({ place }: Told) => shap.values[row * width + place]!;
    return families
      .map(({ family, members }) => ({ family, members, margin: members.reduce((sum, each) => sum + part(each), 0) }))
      .filter(({ margin }) => margin >= least_margin)
      .sort((a, b) => b.margin - a.margin)
      .flatMap(({ family, members, margin }) => {
        const raising = members.filter((each) => part(each) > 0).sort((a, b) => part(b) - part(a));
        const told = raising.find((each) => phraseOf(each, row) !== undefined);
        return told ? [{ sentence: phraseOf(told, row)!, feature: told.name, family, margin }] : [];
      })
      .slice(0, top);
  });
}

/** The meaning of a feature that nobody has put into words yet; a family of its own. */
function inItsOwnName({ name, kind }: FeatureColumn): FeatureMeaning {
  const words = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
  const phrase = `${words}: {value}`;
  return { name, family: name, kind, phrase_high: phrase, phrase_low: phrase, phrase_missing: `${words}: not known` };
}

/** A meaning beside its column and median. */
interface Told extends FeatureMeaning {
  readonly place: number;
  readonly median: number;
  readonly column: FeatureColumn;
}

function phraseOf(
  { column, median, unit, phrase_high, phrase_low, phrase_missing }: Told,
  row: number,
): string | undefined {
  const value = column.values[row]!;
  if (value === null || Number.isNaN(value)) return phrase_missing;
  if (typeof value === "string") return phrase_high?.replaceAll("{value}", value);
  const phrase = value > median ? phrase_high : phrase_low;
  return phrase?.replaceAll("{value}", inUnit(value, unit));
}

/**
 * A value as a sentence says it.
 *
 * @example
 * [inUnit(41, "days"), inUnit(1, "days"), inUnit(0.345, "share"), inUnit(1234.5, "dollars"), inUnit(27.2, "times")];
 * // => ["41 days", "1 day", "35 %", "$1,235", "27 times"]
 */
export function inUnit(value: number, unit?: string): string {
  if (unit === "share" || unit === "ratio") return `${grouped(100 * value)} %`;
  if (unit === "dollars") return `${value < 0 ? "-" : ""}$${grouped(Math.abs(value))}`;
  const number = Number.isInteger(value) || Math.abs(value) >= 10 ? grouped(value) : String(Number(value.toFixed(1)));
  if (!unit) return number;
  return `${number} ${number === "1" && unit !== "times" ? unit.replace(/s$/, "") : unit}`;
}

/** A whole number with commas: 1,234. */
function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}
