// Small frames for the tests of the churn room.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FeatureColumn, Frame } from "../../lib/src/churn/frame";
import { randomStream } from "../../lib/src/core/random";

export const numeric = (name: string, values: readonly number[]): FeatureColumn => ({
  name,
  kind: "numeric",
  values: Float64Array.from(values),
});

export const category = (name: string, values: readonly (string | null)[]): FeatureColumn => ({
  name,
  kind: "category",
  values,
});

export const frame = (features: readonly FeatureColumn[], labels?: readonly number[]): Frame => ({
  customer_ids: Array.from({ length: features[0]?.values.length ?? labels?.length ?? 0 }, (_, row) => `c${row}`),
  features,
  ...(labels ? { labels: Uint8Array.from(labels) } : {}),
});

/** Customers whose churn depends on recency, on spend (sometimes missing), and on the card; one column is noise. */
export function drawnFrame(rows: number, seed: number): Frame {
  const random = randomStream(seed, "small frame");
  const drawn = Array.from({ length: rows }, () => {
    const recency = random.integer(0, 30);
    const spend = random.chance(0.1) ? Number.NaN : random.integer(0, 400);
    const card = random.chance(0.05) ? null : random.pick(["Standard", "Rewards", "Premium"]);
    const risk = 0.15 * recency - 4 + (spend < 100 ? 1 : 0) + (Number.isNaN(spend) ? 1.5 : 0);
    const label = random.chance(1 / (1 + Math.exp(-risk - (card === "Standard" ? 1 : 0)))) ? 1 : 0;
    return { recency, spend, card, noise: random.normal(), label };
  });
  return frame(
    [
      numeric(
        "recency_days",
        drawn.map(({ recency }) => recency),
      ),
      numeric(
        "spend_30",
        drawn.map(({ spend }) => spend),
      ),
      category(
        "card_type",
        drawn.map(({ card }) => card),
      ),
      numeric(
        "noise",
        drawn.map(({ noise }) => noise),
      ),
    ],
    drawn.map(({ label }) => label),
  );
}

/** A fixture's CSV as a frame: `has_churned` is the label, an empty field is missing. */
export function fixtureFrame(file: string): Frame {
  const [header, ...lines] = readFileSync(join(__dirname, "fixtures", file), "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line) => line.split(",").map((field) => (field === "" ? Number.NaN : Number(field))));
  const columns = header!.split(",").map((name, i) =>
    numeric(
      name,
      rows.map((row) => row[i]!),
    ),
  );
  return frame(
    columns.filter(({ name }) => name !== "has_churned"),
    Array.from(columns[0]!.values, Number),
  );
}
