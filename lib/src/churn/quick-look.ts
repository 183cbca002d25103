// A hasty report on churn: one training with small trees, and the numbers that such reports quote.
import type { Frame } from "./frame";
import { type FeatureImportance, gainImportance } from "./importance";
import { predictMargins, predictProbabilities } from "./predict";
import { auc, averagePrecision } from "./ranking-metrics";
import { type Ranked, ranked } from "./scored";
import { thresholdForF1 } from "./threshold-metrics";
import type { TreeOptions } from "./tree-model";
import { trainTrees } from "./trees";

export interface QuickLook {
  readonly customers: number;
  readonly churn_rate: number;
  readonly auc: number;
  readonly average_precision: number;
  /** The largest F1 over all thresholds on these very customers: too good, and often quoted. */
  readonly best_f1: number;
  readonly precision: number;
  readonly recall: number;
  /** The five features that took most off the training loss. */
  readonly importance: readonly FeatureImportance[];
}

/** Trains on one frame and looks at another, without tuning, calibration or doubt. Both need labels. */
export function quickLook(train: Frame, test: Frame, options: Partial<TreeOptions> = {}): QuickLook {
  const model = trainTrees(train, options);
  const labels = test.labels!;
  const scored = { scores: predictProbabilities(model, test), labels };
  const { f1, precision, recall } = thresholdForF1(scored);
  return {
    customers: labels.length,
    churn_rate: labels.reduce((sum, label) => sum + label, 0) / labels.length,
    auc: auc(scored),
    average_precision: averagePrecision(scored),
    best_f1: f1,
    precision,
    recall,
    importance: gainImportance(model).slice(0, 5),
  };
}

/** Trains on one frame and sorts the customers of another by their margins: what metrics of ranking start from. */
export function rankedByTrees(train: Frame, test: Frame, options: Partial<TreeOptions> = {}): Ranked {
  const model = trainTrees(train, options);
  return ranked({ scores: predictMargins(model, test), labels: test.labels! });
}
