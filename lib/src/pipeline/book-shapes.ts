// The shapes of the two books, counted with arquero from the customers file as it landed. Counts only, never a person.

import { readFile } from "node:fs/promises";
import { desc, from, fromCSV } from "arquero";
import { epochDay } from "../core/dates";
import { AS_OF_DATE } from "../generate/period";
import { states } from "../generate/states";
import type { Lake } from "../lake/lake";
import { CUSTOMERS_FILE } from "./landed";

/** A record without anything that tells whose it is. */
export interface BookRecord {
  readonly source_system: "legacy" | "acquired";
  /** Two letters, however the book wrote it. */
  readonly state: string;
  /** Whole years on the last day of the period. */
  readonly age: number;
  readonly card_type: string;
  /** Dollars. */
  readonly credit_limit: number;
}

/** The records of both books, from the customers file in the lake. Names and contacts are left behind. */
export async function landedRecords(lake: Lake): Promise<BookRecord[]> {
  const text = await readFile(await lake.fetch(CUSTOMERS_FILE), "utf8");
  const columns = ["source_system", "state", "date_of_birth", "card_type", "credit_limit"];
  const today = epochDay(AS_OF_DATE);
  const rows = fromCSV(text, { autoType: false }).select(columns).objects() as Record<string, string>[];
  return rows.map((row) => ({
    source_system: row.source_system as BookRecord["source_system"],
    state: stateCode(row.state!),
    age: Math.floor((today - epochDay(row.date_of_birth!)) / 365.25),
    card_type: row.card_type!,
    credit_limit: Number(row.credit_limit),
  }));
}

/** A state, as part of each book. */
export interface StateShares {
  readonly state: string;
  readonly legacy_share: number;
  readonly acquired_share: number;
}

/**
 * The states by their share of the acquired book, largest first.
 *
 * @example
 * const records = [{ source_system: "legacy", state: "OH" }, { source_system: "acquired", state: "OH" }];
 * statesByBook(records); // => [{ state: "OH", legacy_share: 1, acquired_share: 1 }]
 */
export function statesByBook(records: readonly BookRecord[]): StateShares[] {
  return from([...records])
    .groupby("state", "source_system")
    .count()
    .groupby("source_system")
    .derive({ share: "d => op.round(10000 * d.count / op.sum(d.count)) / 10000" })
    .groupby("state")
    .rollup({
      legacy_share: "d => op.sum(d.source_system === 'legacy' ? d.share : 0)",
      acquired_share: "d => op.sum(d.source_system === 'acquired' ? d.share : 0)",
    })
    .orderby(desc("acquired_share"), desc("legacy_share"), "state")
    .objects() as StateShares[];
}

/** How many records of each age there are, in bins of five years. */
export interface AgeBin {
  readonly age_from: number;
  /** Not in the bin. */
  readonly age_to: number;
  readonly record_count: number;
}

/**
 * The ages of both books together.
 *
 * @example
 * agesOf([{ age: 34 }, { age: 30 }]); // => [{ age_from: 30, age_to: 35, record_count: 2 }]
 */
export function agesOf(records: readonly BookRecord[]): AgeBin[] {
  return from([...records])
    .derive({ age_from: "d => 5 * op.floor(d.age / 5)" })
    .groupby("age_from")
    .rollup({ record_count: "d => op.count()" })
    .derive({ age_to: "d => d.age_from + 5" })
    .select("age_from", "age_to", "record_count")
    .orderby("age_from")
    .objects() as AgeBin[];
}

/** A bin of credit limits, and the part of the cards of a type that lie in it. */
export interface LimitBin {
  readonly card_type: string;
  /** Dollars; each bin ends at twice its start, because limits come in steps that finer bins would show as teeth. */
  readonly bin_start: number;
  readonly bin_end: number;
  readonly card_share: number;
}

/** Credit limits by type of card, the type with the lowest limits first; every type has every bin. */
export function limitsByCard(records: readonly BookRecord[]): LimitBin[] {
  const limits = from([...records]).derive({ bin: "d => op.floor(op.log2(d.credit_limit / 500) + 1e-9)" });
  const types = limits.groupby("card_type").rollup({ mean: "d => op.mean(d.credit_limit)" });
  return limits
    .groupby("card_type", "bin")
    .count()
    .groupby("card_type")
    .derive({ card_share: "d => op.round(10000 * d.count / op.sum(d.count)) / 10000" })
    .ungroup()
    .impute({ card_share: "() => 0" }, { expand: ["card_type", "bin"] })
    .derive({ bin_start: "d => 500 * op.pow(2, d.bin)", bin_end: "d => 1000 * op.pow(2, d.bin)" })
    .join(types)
    .orderby("mean", "card_type", "bin")
    .select("card_type", "bin_start", "bin_end", "card_share")
    .objects() as LimitBin[];
}

const codes = new Map(states.map(({ code, name }) => [name.toUpperCase(), code]));

function stateCode(text: string): string {
  const state = text.trim().toUpperCase();
  return codes.get(state) ?? state;
}
