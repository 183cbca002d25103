// The contract of the files: which feeds there are, their columns, and the rules every record keeps.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FeedName } from "../lake/manifest";
import { sqlFolder } from "../sql/model";

export interface ContractColumn {
  readonly name: string;
  readonly type: "text" | "date" | "timestamp" | "decimal" | "boolean";
  readonly what: string;
  readonly required?: boolean;
  readonly key?: boolean;
  readonly values?: readonly string[];
}

export interface FeedContract {
  readonly what: string;
  /** Endings of its files, without the dot. */
  readonly formats: readonly ("csv" | "parquet")[];
  /** Whether a set of books needs this feed. */
  readonly is_required: boolean;
  /** The column whose sum a manifest tells. */
  readonly amount?: string;
  readonly columns: readonly ContractColumn[];
}

/** One rule; a record or file that breaks it is put aside under this id. */
export interface ContractRule {
  /** `feed.column.rule`, or `file.`, `csv.` or `text.` and a word for rules that hold for every feed. */
  readonly id: string;
  /** What is so when the rule is kept. */
  readonly text: string;
  /** Fields that make an otherwise good record break it. */
  readonly broken?: Readonly<Record<string, string>>;
}

export interface Contract {
  readonly feeds: Readonly<Record<FeedName, FeedContract>>;
  readonly rules: readonly ContractRule[];
}

/** The contract in sql/10_bronze/contract.json. */
export const contract = JSON.parse(readFileSync(join(sqlFolder, "10_bronze/contract.json"), "utf8")) as Contract;

/** The feeds, in the order they are loaded: transactions first, because they say which day is the books' last. */
export const feedNames: readonly FeedName[] = ["transactions", "customers", "account_changes"];

/** The names of a feed's columns, in the order of the contract. */
export function columnNames(feed: FeedName): string[] {
  return contract.feeds[feed].columns.map((column) => column.name);
}

/** A file's format by its ending; undefined when its feed has no such format. */
export function formatOf(feed: FeedName, path: string): "csv" | "parquet" | undefined {
  return contract.feeds[feed].formats.find((format) => path.toLowerCase().endsWith(`.${format}`));
}
