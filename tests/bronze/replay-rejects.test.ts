import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { reconcileBronze } from "../../lib/src/bronze/reconcile";
import { replayRejects } from "../../lib/src/bronze/replay-rejects";
import {
  csv,
  customer,
  engines,
  lay,
  onlyDuckDb,
  rejects,
  type Scene,
  sceneOn,
  send,
  transaction,
  unconserved,
} from "./sample";

describe.each(engines)("on %s", (on) => {
  let stage: Scene;
  beforeEach(async () => {
    stage = await sceneOn(on);
    const given = [
      transaction(1),
      transaction(2, { amount: "1,234.50" }),
      transaction(3, { amount: "-5.00" }),
      transaction(1, { amount: "9.00" }),
    ];
    await send(stage, "transactions/t.csv", csv("transactions", given), { rows: 4, amount_sum: "1249.75" });
    lay(stage, "customers/c.csv", csv("customers", [customer(1, { credit_limit: "5,000.00" }), customer(2)]));
    await loadBronze(stage.engine, stage.lake);
  });
  afterEach(async () => {
    expect(await unconserved(stage.engine)).toEqual([]);
    await stage.engine.close();
  });

  const onDuckDb = onlyDuckDb(on);
  const withoutCommas = (text: string | null) => text?.replaceAll(",", "") ?? null;

  describe("replaying rejects", () => {
    onDuckDb("moves nothing while nothing was mended", async () => {
      const before = await rejects(stage.engine);
      expect(await replayRejects(stage.engine, stage.lake)).toEqual({ tried: 4, mended: 0, still_broken: 4 });
      expect(await rejects(stage.engine)).toEqual(before);
    });

    it("moves mended records to where they came from, and keeps the books to the cent", async () => {
      const report = await replayRejects(stage.engine, stage.lake, {
        mend: (record, { feed }) =>
          feed === "transactions"
            ? { ...record, amount: withoutCommas(record.amount!) }
            : { ...record, credit_limit: withoutCommas(record.credit_limit!) },
      });
      expect(report).toEqual({ tried: 4, mended: 2, still_broken: 2 });
      expect((await rejects(stage.engine)).map((row) => `${row.rule_id}@${row.source_line}`)).toEqual([
        "transactions.amount.sign@4",
        "transactions.transaction_id.unique@5",
      ]);
      const moved = await stage.engine.rows({
        name: "moved",
        sql: "select amount, _source_file, _source_line from bronze.transactions where transaction_id = 'T100002'",
      });
      expect(moved).toEqual([{ amount: 1234.5, _source_file: "transactions/t.csv", _source_line: 3 }]);
      expect((await reconcileBronze(stage.engine)).map((row) => row.verdict)).toEqual(["no manifest", "reconciled"]);
    });

    onDuckDb(
      "leaves what could not be stored as it was sent: bytes that are no text, and a line that was cut",
      async () => {
        const lines = csv("customers", [customer(5, { first_name: "ZoX" }), customer(6, { first_name: "A\0da" })]);
        const noText = Buffer.from(lines, "latin1");
        noText[noText.indexOf("ZoX") + 2] = 0xc3;
        lay(stage, "customers/no-text.csv", noText);
        lay(stage, "customers/long.csv", csv("customers", [customer(7, { street_address: "x".repeat(1_100_000) })]));
        await loadBronze(stage.engine, stage.lake);
        const before = await rejects(stage.engine);
        expect(await replayRejects(stage.engine, stage.lake, { feed: "customers" })).toMatchObject({
          tried: 4,
          mended: 0,
        });
        expect(await rejects(stage.engine)).toEqual(before);
      },
    );

    onDuckDb("tries only the feed and rule it is asked for", async () => {
      const mend = (record: Readonly<Record<string, string | null>>) => ({ ...record, amount: "5.00" });
      const report = await replayRejects(stage.engine, stage.lake, {
        feed: "transactions",
        rule_id: "transactions.amount.sign",
        mend,
      });
      expect(report).toEqual({ tried: 1, mended: 1, still_broken: 0 });
    });

    onDuckDb("names the rule that a record breaks after a mend that was not enough", async () => {
      await replayRejects(stage.engine, stage.lake, {
        feed: "customers",
        mend: (record) => ({ ...record, credit_limit: "5000.00", card_type: "Gold" }),
      });
      expect((await rejects(stage.engine)).map((row) => row.rule_id)).toContain("customers.card_type.values");
    });

    it("lets two mended records with one key in only once", async () => {
      const report = await replayRejects(stage.engine, stage.lake, {
        feed: "transactions",
        mend: (record) => ({ ...record, transaction_id: "T900000", amount: "1.00" }),
      });
      expect(report).toEqual({ tried: 3, mended: 1, still_broken: 2 });
    });

    onDuckDb("leaves refused files to their senders, and lines without columns where they are", async () => {
      lay(stage, "customers/refused.csv", "");
      lay(stage, "customers/short.csv", `${csv("customers", [customer(7)])}only,three,fields\n`);
      await loadBronze(stage.engine, stage.lake);
      const before = (await rejects(stage.engine)).length;
      expect((await replayRejects(stage.engine, stage.lake)).mended).toBe(0);
      expect((await rejects(stage.engine)).length).toBe(before);
    });
  });
});
