import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { reconcileBronze } from "../../lib/src/bronze/reconcile";
import { uploadCustomers } from "../../lib/src/bronze/upload-customers";
import { InvalidInputError } from "../../lib/src/core/errors";
import { openDuckDb } from "../../lib/src/engine/duckdb";
import { writeBooks } from "../../lib/src/generate/write-books";
import { openLake } from "../../lib/src/lake/lake";
import { type S3Stage, s3Stage } from "../lake/s3";
import { csv, rows } from "./sample";

const folder = mkdtempSync(join(tmpdir(), "c360-upload-"));
const before = { ...process.env };
let stage: S3Stage;

beforeAll(async () => {
  stage = await s3Stage();
  Object.assign(process.env, {
    C360_HOME: folder,
    AWS_ENDPOINT_URL_S3: stage.endpoint,
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
  });
});
afterAll(async () => {
  process.env = before;
  await stage.close();
});

describe("upload-customers", () => {
  it("puts the generated books into a bucket, from where bronze loads them to the cent; the truth stays at home", async () => {
    const written = await writeBooks({ count: 200, seed: 7, output: join(folder, "people.csv") });
    const uploaded = await uploadCustomers({ file: written.customers_file, bucket: "books/demo" });
    const customers = written.legacy_records + written.acquired_records;
    expect(uploaded).toEqual({
      location: "s3://books/demo",
      files: [
        { path: "customers/people.csv", rows: customers },
        { path: "account_changes/people.account_changes.csv", rows: written.account_changes },
      ],
    });
    const lake = openLake("s3://books/demo");
    expect((await lake.list("")).map((file) => file.path)).toEqual([
      "account_changes/people.account_changes.csv",
      "account_changes/people.account_changes.csv.manifest.json",
      "customers/people.csv",
      "customers/people.csv.manifest.json",
    ]);
    const engine = openDuckDb({ file: ":memory:" });
    expect(await loadBronze(engine, lake)).toMatchObject({
      rows_loaded: customers + written.account_changes,
      rows_rejected: 0,
    });
    expect((await reconcileBronze(engine)).map((row) => row.verdict)).toEqual(["reconciled", "reconciled"]);
    await engine.close();
  });

  it.each<[string, string, RegExp]>([
    ["nothing.csv", "books", /needs --file as an existing CSV file/],
    ["wrong.csv", "books", /wrong\.csv cannot be uploaded as customers: .* needed in the header/],
    ["good.csv", "", /needs --bucket/],
    ["good.csv", "NOT_A_BUCKET", /bucket name/],
  ])("refuses %s to %j in one line", async (name, bucket, message) => {
    writeFileSync(join(folder, "wrong.csv"), "customer_id,name\n1,Ada\n");
    writeFileSync(join(folder, "good.csv"), csv("customers", rows("customers", 2)));
    const upload = uploadCustomers({ file: join(folder, name), bucket });
    await expect(upload).rejects.toThrow(message);
    await expect(upload).rejects.toBeInstanceOf(InvalidInputError);
  });
});
