// The whole way of the data with the lake in a bucket: generated, landed, loaded and modelled; then somebody else's books.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadFolder } from "../../lib/src/bronze/load-folder";
import { reconcileBronze } from "../../lib/src/bronze/reconcile";
import { runChecks } from "../../lib/src/pipeline/checks";
import { openPlatform, type Platform } from "../../lib/src/pipeline/platform";
import { writeSettings } from "../../lib/src/pipeline/settings";
import { buildTo } from "../../lib/src/pipeline/stages";
import { csv, customer, transaction } from "../bronze/sample";
import { useTemporaryHome } from "../temporary-home";
import { type S3Stage, s3Stage } from "./s3";

const home = useTemporaryHome();
let stage: S3Stage;
let platform: Platform;

beforeAll(async () => {
  stage = await s3Stage();
  Object.assign(process.env, {
    C360_LAKE: "s3://books/whole-way",
    AWS_ENDPOINT_URL_S3: stage.endpoint,
    AWS_ACCESS_KEY_ID: "S3RVER",
    AWS_SECRET_ACCESS_KEY: "S3RVER",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  writeSettings({ customers: 80 });
  platform = openPlatform();
  await buildTo(platform, "gold");
});
afterAll(async () => {
  await platform.db.close();
  await stage.close();
});

const rowsOf = async (table: string) => {
  const [row] = await platform.db.rows<{ n: number }>({ name: "count", sql: `select count(*) as n from ${table}` });
  return row!.n;
};
const inLake = async () => (await platform.lake.list("")).map(({ path }) => path);

it("ends with a star schema whose every row came through the bucket", async () => {
  expect(platform.lake.location).toBe("s3://books/whole-way");
  expect((await inLake()).filter((path) => path.endsWith(".parquet"))).toHaveLength(19); // 18 months, the last in two parts
  const files = await reconcileBronze(platform.db);
  expect(files).toHaveLength(21);
  expect(files.filter(({ verdict }) => verdict !== "reconciled")).toEqual([]);
  expect(await rowsOf("gold.fct_transactions")).toBe(await rowsOf("bronze.transactions"));
  expect(await rowsOf("gold.fct_transactions")).toBeGreaterThan(80 * 260);
  const broken = (await runChecks(platform.db)).filter(({ broken_count }) => broken_count > 0);
  expect(broken).toEqual([]);
});

it("puts nothing and fetches nothing when asked again", async () => {
  stage.requests.length = 0;
  await buildTo(platform, "gold");
  expect(stage.requests.filter((request) => /^(PUT|POST)|^GET .*\.(parquet|csv)(\?|$)/.test(request))).toEqual([]);
});

it("takes somebody else's books in the place of the generated ones, in the bucket and up to gold", async () => {
  const folder = join(home.path, "theirs");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "customers.csv"),
    csv(
      "customers",
      [0, 1, 2].map((n) => customer(n)),
    ),
  );
  writeFileSync(
    join(folder, "transactions.csv"),
    csv(
      "transactions",
      [0, 1, 2].map((n) => transaction(n)),
    ),
  );
  await loadFolder(platform.db, platform.lake, folder);
  expect(await inLake()).toEqual(["customers/customers.csv", "transactions/transactions.csv"]);
  writeSettings({ books: "loaded" });
  await buildTo(openPlatform(), "gold");
  expect(await rowsOf("gold.fct_transactions")).toBe(3);
});
