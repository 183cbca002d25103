// Deliveries that a chapter makes and takes back: the day that arrives later, and a file with every kind of slip.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withdrawFile } from "../bronze/withdraw-file";
import { addDays } from "../core/dates";
import { AS_OF_DATE } from "../generate/period";
import { customerColumns } from "../generate/rows";
import { makeManifest, putWithManifest } from "../lake/manifest";
import type { Platform } from "./platform";
import { LAST_DAY, transactionSlices } from "./transaction-slices";

/** Where the example file lies in the lake. */
export const EXAMPLE_FILE = "customers/customers_example.csv";

/**
 * Takes out of lake and bronze what the chapter on bronze delivers, so that it can be told again: the period's last
 * day, and the example file.
 */
export async function withdrawDeliveries({ db, lake }: Platform): Promise<void> {
  const lastDay = transactionSlices(LAST_DAY, AS_OF_DATE)[0]!.path;
  for (const path of [lastDay, EXAMPLE_FILE]) await withdrawFile(db, lake, path);
}

/** Delivers a customers file with one slip per line, or with all of them mended. */
export async function deliverExample({ lake }: Platform, state: "broken" | "mended"): Promise<number> {
  const records = exampleRecords().map(({ mended, broken }) => (state === "mended" ? mended : (broken ?? mended)));
  const folder = await mkdtemp(join(tmpdir(), "c360-example-"));
  try {
    const file = join(folder, "customers_example.csv");
    await writeFile(file, [customerColumns.join(","), ...records, ""].join("\n"));
    const manifest = await makeManifest("customers", file, { rows: records.length, extract_date: AS_OF_DATE });
    await putWithManifest(lake, EXAMPLE_FILE, file, manifest);
    return records.length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface ExampleRecord {
  readonly mended: string;
  readonly broken?: string;
}

/** Eleven made-up records; each but the first is sent with one slip. */
function exampleRecords(): ExampleRecord[] {
  const slips: readonly [field: string, sent: string][] = [
    ["credit_limit", "-4500.00"],
    ["annual_income", '"72,000.00"'],
    ["account_open_date", addDays(AS_OF_DATE, 400)],
    ["date_of_birth", "1979-02-30"],
    ["card_type", "Platinum"],
    ["last_name", "=HYPERLINK(1)"],
    ["customer_id", ""],
    ["customer_id", "X9000001"],
  ];
  const withSlips = slips.map(([field, sent], i) => ({
    mended: record(i + 2),
    broken: record(i + 2, { [field]: sent }),
  }));
  const short = record(10);
  const long = record(11);
  return [
    { mended: record(1) },
    ...withSlips,
    { mended: short, broken: short.split(",").slice(0, 12).join(",") },
    { mended: long, broken: `${long},surplus` },
  ];
}

function record(number: number, changed: Readonly<Record<string, string>> = {}): string {
  const fields: Record<string, string> = {
    customer_id: `X90000${String(number).padStart(2, "0")}`,
    source_system: "legacy",
    first_name: "Example",
    last_name: "Record",
    date_of_birth: "1979-02-03",
    email: `example.${number}@example.com`,
    phone: "614-555-0142",
    street_address: `${number} Sample Street`,
    city: "Columbus",
    state: "OH",
    postal_code: "43215",
    employment_status: "Employed",
    annual_income: "72000.00",
    card_type: "Standard",
    credit_limit: "4500.00",
    account_open_date: "2019-05-17",
    migrated_date: "",
    ...changed,
  };
  return customerColumns.map((column) => fields[column]).join(",");
}
