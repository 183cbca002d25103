// The order of the test files: those that take longest come first, so that all workers end at about the same time.
import { sep } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** From the longest down. A fresh clone has no times of earlier runs, and the size of a file says little here. */
const LONGEST = [
  "notebooks/notebooks",
  "notebooks/foreign-books",
  "pipeline/on-snowflake",
  "pipeline/churn/classification",
  "notebook/failing-notebooks",
  "cli/c360",
  "pipeline/stages",
  "cli/stop",
  "pipeline/churn/around",
  "pipeline/churn/lifecycle",
  "bronze/broken-files",
  "bronze/load-bronze",
  "pipeline/segments",
  "pipeline/churn/guards-features",
  "pipeline/churn/guards-model",
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.sort((a, b) => placeOf(a) - placeOf(b)); // the sort is stable
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const name = moduleId.split(sep).join("/");
  const place = LONGEST.findIndex((file) => name.endsWith(`tests/${file}.test.ts`));
  return place < 0 ? LONGEST.length : place;
}
