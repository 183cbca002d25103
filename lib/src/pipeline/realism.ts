// The realism scorecard: statistics of what has landed, each held against the band that a source gives it.
import { InvalidInputError } from "../core/errors";
import { type Progress, silent } from "../core/progress";
import { sqlFiles, withoutCommentsAndText } from "../sql/model";
import { openLanded } from "./landed";
import type { Platform } from "./platform";
import { type RealismBand, realismBands } from "./realism-bands";

/** A statistic, its band, and whether it lies in it. */
export interface RealismRow extends Omit<RealismBand, "statistic_id"> {
  /** Rounded to six decimals, so that it is the same on every run. */
  readonly value: number;
  readonly verdict: "in band" | "outside";
}

/**
 * The scorecard of what has landed, topic by topic. Each statistics query of sql/realism answers one row, a column per
 * statistic; realism-bands.ts holds what each should be.
 *
 * @throws InvalidInputError when the data cannot answer a statistic, e.g. because a month is missing
 */
export async function realismScorecard(platform: Platform, progress: Progress = silent): Promise<RealismRow[]> {
  await openLanded(platform, progress);
  const { embedded: db, settings } = platform;
  const values = new Map<string, unknown>();
  const queries = sqlFiles("realism", db.name).filter(({ name }) => name.includes("/statistics_"));
  for (const { name, sql } of queries) {
    const binds = withoutCommentsAndText(sql).includes("?") ? [settings.customers] : [];
    const [row] = await db.rows<Record<string, unknown>>({ name: `${name}.sql`, sql, binds });
    for (const [statistic_id, value] of Object.entries(row!)) values.set(statistic_id, value);
  }
  return realismBands.map((band) => judged(band, values.get(band.statistic_id)));
}

/** How a statistic and its band are written: 0.0523 as "5.2%", 1840 as "$1,840". */
export interface RealismLine {
  readonly statistic: string;
  readonly value: string;
  readonly band: string;
  readonly verdict: string;
  readonly source: string;
}

/**
 * Scorecard rows as the lines of a table, each number in its own unit.
 *
 * @example
 * const judged = { topic: "volume", source: "Fed", verdict: "in band", low: 0.34, high: 0.4 };
 * realismLines([{ ...judged, statistic: "online", unit: "percent", value: 0.361 }])[0].band; // => "34.0% to 40.0%"
 */
export function realismLines(rows: readonly RealismRow[]): RealismLine[] {
  return rows.map(({ statistic, value, low, high, unit, verdict, source }) => {
    const digits = unit === "percent" ? 1 : [value, low, high].every((n) => n >= 100 || Number.isInteger(n)) ? 0 : 2;
    const [measured, from, to] = [value, low, high].map((number) => written(number, unit, digits));
    return { statistic, value: measured!, band: from === to ? from! : `${from} to ${to}`, verdict, source };
  });
}

function judged({ statistic_id, ...band }: RealismBand, measured: unknown): RealismRow {
  if (typeof measured !== "number" || !Number.isFinite(measured)) {
    throw new InvalidInputError(
      `The scorecard needs ${statistic_id} as a number, got ${measured}; have all months of the period landed?`,
    );
  }
  const value = Math.round(measured * 1e6) / 1e6;
  return { ...band, value, verdict: value >= band.low && value <= band.high ? "in band" : "outside" };
}

function written(value: number, unit: RealismBand["unit"], digits: number): string {
  if (unit === "percent") return `${(100 * value).toFixed(digits)}%`;
  const text = value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return unit === "money" ? `$${text}` : text;
}
