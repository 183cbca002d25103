// The command behind `upload-customers`: a customers file and its change feed to a bucket, each with its manifest.
import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { InvalidInputError } from "../core/errors";
import type { Progress } from "../core/progress";
import { type Lake, openLake } from "../lake/lake";
import { type FeedName, makeManifest, putWithManifest } from "../lake/manifest";
import { contract } from "./contract";
import { readHeader } from "./csv-header";
import { csvLines } from "./csv-lines";
import { type CsvRecord, isBroken, RecordReader } from "./csv-records";
import { isRefusal } from "./refusal";

export interface UploadOptions {
  /** The customers file; `<stem>.account_changes.csv` beside it goes along when it is there, nothing else does. */
  readonly file: string;
  /** A bucket, with or without a prefix: `my-bucket`, `my-bucket/demo` or `s3://my-bucket/demo`. */
  readonly bucket: string;
  readonly progress?: Progress;
  /** Ends the upload; a file that was on its way is not there. */
  readonly signal?: AbortSignal;
}

export interface UploadedFiles {
  /** The lake, as people read it. */
  readonly location: string;
  readonly files: readonly { readonly path: string; readonly rows: number }[];
}

/**
 * Puts a customers file into the lake of a bucket, once its header is known to keep the contract.
 *
 * @throws InvalidInputError when the file is missing or its header breaks the contract, or the bucket's name cannot be
 * @throws UnavailableError when the bucket refuses or cannot be reached
 */
export async function uploadCustomers({ file, bucket, progress, signal }: UploadOptions): Promise<UploadedFiles> {
  if (bucket.trim() === "") throw new InvalidInputError("upload-customers needs --bucket as a bucket's name, got none");
  return putCustomers(openLake(bucket.startsWith("s3://") ? bucket : `s3://${bucket}`, signal), file, progress);
}

/** The same into any lake. */
export async function putCustomers(lake: Lake, file: string, progress?: Progress): Promise<UploadedFiles> {
  if (!existsSync(file))
    throw new InvalidInputError(`upload-customers needs --file as an existing CSV file, got ${file}`);
  const changes = `${file.slice(0, file.length - extname(file).length)}.account_changes.csv`;
  const wanted: [FeedName, string][] = [["customers", file]];
  if (existsSync(changes)) wanted.push(["account_changes", changes]);
  const counted = await Promise.all(
    wanted.map(async ([feed, local]) => ({ feed, local, ...(await count(feed, local)) })),
  );
  const files = [];
  for (const { feed, local, ...extra } of counted) {
    const path = `${feed}/${basename(local)}`;
    await putWithManifest(lake, path, local, await makeManifest(feed, local, extra), progress);
    files.push({ path, rows: extra.rows });
  }
  return { location: lake.location, files };
}

/** Records in a file, and the sum of its amounts unless one of them is no number. */
async function count(feed: FeedName, file: string): Promise<{ rows: number; amount_sum?: string }> {
  const header = await readHeader(feed, file);
  if (isRefusal(header)) {
    throw new InvalidInputError(
      `${file} cannot be uploaded as ${feed}: ${header.detail}; sql/10_bronze/README.md shows the columns`,
    );
  }
  const amount = header.columns.indexOf(contract.feeds[feed].amount ?? "");
  const reader = new RecordReader(header.columns.length);
  let [rows, cents, isSummed] = [0, 0n, amount >= 0];
  const add = (records: readonly CsvRecord[]) => {
    for (const record of records) {
      rows++;
      const text = isBroken(record) ? "" : (record.fields[amount] ?? "").trim();
      if (/^-?\d+(\.\d{1,2})?$/.test(text)) cents += BigInt(centsText(text));
      else isSummed = false;
    }
  };
  let isFirst = true;
  for await (const lines of csvLines(file)) {
    add(reader.read(isFirst ? lines.slice(1) : lines));
    isFirst = false;
  }
  add(reader.end());
  return isSummed ? { rows, amount_sum: decimalText(cents) } : { rows };
}

function centsText(text: string): string {
  const [whole, fraction = ""] = text.split(".");
  return `${whole}${fraction.padEnd(2, "0")}`;
}

function decimalText(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
