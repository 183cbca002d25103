import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBronze } from "../../lib/src/bronze/load-bronze";
import { reconcileBronze } from "../../lib/src/bronze/reconcile";
import { withdrawFile } from "../../lib/src/bronze/withdraw-file";
import type { ProgressReport } from "../../lib/src/core/progress";
import {
  bronzeHash,
  casesOn,
  change,
  csv,
  customer,
  engines,
  lay,
  onlyDuckDb,
  rejects,
  rows,
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
    await send(stage, "customers/customers.csv", csv("customers", rows("customers", 4)), {
      rows: 4,
      amount_sum: "48000.00",
    });
    await send(
      stage,
      "account_changes/account_changes.csv",
      csv("account_changes", [change(1), change(2), change(1)]),
      {
        rows: 3,
      },
    );
    await send(stage, "transactions/transactions_2025-01.csv", csv("transactions", rows("transactions", 10)), {
      rows: 10,
      amount_sum: "157.50", // 11.25 + 12.25 + .. + 20.25
    });
  });
  afterEach(async () => {
    expect(await unconserved(stage.engine)).toEqual([]);
    await stage.engine.close();
  });

  const onDuckDb = onlyDuckDb(on);
  const load = () => loadBronze(stage.engine, stage.lake);
  const outcomes = async () => (await load()).files.map(({ source_file, outcome }) => `${source_file} ${outcome}`);
  const dayTwo = "transactions/transactions_2025-02.csv";
  const dropDayTwo = () =>
    send(stage, dayTwo, csv("transactions", [transaction(800), transaction(801)]), { rows: 2, amount_sum: "1621.50" });

  describe("loading", () => {
    it("brings every feed in, transactions first", async () => {
      expect(await outcomes()).toEqual([
        "transactions/transactions_2025-01.csv loaded",
        "customers/customers.csv loaded",
        "account_changes/account_changes.csv loaded",
      ]);
    });

    it("twice changes nothing", async () => {
      await load();
      const before = await bronzeHash(stage.engine);
      const again = await load();
      expect(again.files.map((file) => file.outcome)).toEqual(["unchanged", "unchanged", "unchanged"]);
      expect(again.rows_loaded).toBe(0);
      expect(await bronzeHash(stage.engine)).toBe(before);
    });

    describe("a change delivered again", () => {
      const card = { change_type: "card_type", credit_limit: "", card_type: "premium" };
      it("in another form is the same change, in one file and in the next", async () => {
        const inOneFile = [change(11), change(11, { credit_limit: "15000" }), change(12, card)];
        lay(stage, "account_changes/b.csv", csv("account_changes", inOneFile));
        await load();
        const again = [
          change(1, { credit_limit: " +15000.0", change_type: "Credit_Limit" }),
          change(12, { ...card, change_type: "CARD_TYPE", card_type: "Premium " }),
        ];
        lay(stage, "account_changes/c.csv", csv("account_changes", again));
        await load();
        expect(await rejects(stage.engine)).toEqual([]);
      });

      onDuckDb("with something else to say is refused", async () => {
        await load();
        const others = [change(1, { credit_limit: "15000.01" }), change(2, { city: "Rye" })];
        lay(stage, "account_changes/b.csv", csv("account_changes", others));
        await load();
        expect((await rejects(stage.engine)).map(({ rule_id }) => rule_id)).toEqual([
          "account_changes.change_id.unique",
          "account_changes.change_id.unique",
        ]);
      });
    });

    onDuckDb("tells progress up to the end", async () => {
      const reports: ProgressReport[] = [];
      await loadBronze(stage.engine, stage.lake, { progress: (report) => reports.push(report) });
      expect(reports[0]).toMatchObject({ task: "files into bronze", done: 0 });
      expect(reports.at(-1)!.done).toBe(reports.at(-1)!.total);
    });

    onDuckDb("takes only the feeds it is asked for", async () => {
      const report = await loadBronze(stage.engine, stage.lake, { feeds: ["customers"] });
      expect(report.files.map((file) => file.source_file)).toEqual(["customers/customers.csv"]);
    });

    onDuckDb("may be asked for twice at once", async () => {
      await Promise.all([load(), load(), load()]);
      const hash = await bronzeHash(stage.engine);
      const fresh = { ...(await sceneOn(on)), lake: stage.lake };
      await loadBronze(fresh.engine, fresh.lake);
      expect(hash).toBe(await bronzeHash(fresh.engine));
      await fresh.engine.close();
    });

    onDuckDb("of an empty lake makes empty tables", async () => {
      const empty = await sceneOn(on);
      expect((await loadBronze(empty.engine, empty.lake)).files).toEqual([]);
      expect(await rejects(empty.engine)).toEqual([]);
      await load();
      await empty.engine.close();
    });

    it("adds one more day by its rows and nothing else, and withdraws it without a trace", async () => {
      await load();
      const before = await bronzeHash(stage.engine);
      await dropDayTwo();
      const report = await load();
      expect(report).toMatchObject({ rows_loaded: 2, rows_rejected: 0 });
      expect(await bronzeHash(stage.engine)).not.toBe(before);
      await withdrawFile(stage.engine, stage.lake, dayTwo);
      expect(await bronzeHash(stage.engine)).toBe(before);
      expect((await stage.lake.list("transactions")).some((file) => file.path.startsWith(dayTwo))).toBe(false);
      expect((await load()).rows_loaded).toBe(0);
    });

    it("replaces a file that comes back with other bytes", async () => {
      await load();
      const changed = [transaction(1, { amount: "1.00" }), transaction(2)];
      await send(stage, "transactions/transactions_2025-01.csv", csv("transactions", changed), { rows: 2 });
      expect(await load()).toMatchObject({ rows_loaded: 2, rows_rejected: 0 });
      const [row] = await stage.engine.rows<object>({
        name: "sum",
        sql: "select count(*) as count, sum(amount) as amount from bronze.transactions",
      });
      expect(row).toEqual({ count: 2, amount: 13.25 });
    });

    onDuckDb("lets a refused file in once its sender has put it right", async () => {
      lay(stage, dayTwo, "no header at all\n");
      await load();
      expect((await rejects(stage.engine)).map((reject) => reject.rule_id)).toEqual(["file.missing_column"]);
      await dropDayTwo();
      await load();
      expect(await rejects(stage.engine)).toEqual([]);
    });

    onDuckDb("lets a duplicate in once the first of the two is withdrawn", async () => {
      await load();
      const bytes = csv("transactions", rows("transactions", 10));
      lay(stage, "transactions/copy.csv", bytes);
      expect(await outcomes()).toContain("transactions/copy.csv duplicate");
      await withdrawFile(stage.engine, stage.lake, "transactions/transactions_2025-01.csv");
      expect(await outcomes()).toContain("transactions/copy.csv loaded");
      expect(await rejects(stage.engine)).toEqual([]);
    });

    it("stops at a signal and goes on from there", async () => {
      const control = new AbortController();
      const stopped = loadBronze(stage.engine, stage.lake, {
        signal: control.signal,
        progress: ({ done }) => done === 1 && control.abort(),
      });
      await expect(stopped).rejects.toThrow(/abort/i);
      await load();
      const fresh = { ...(await sceneOn(on)), lake: stage.lake };
      await loadBronze(fresh.engine, fresh.lake);
      expect(await bronzeHash(stage.engine)).toBe(await bronzeHash(fresh.engine));
      await fresh.engine.close();
    });
  });

  describe("the last day of the books", () => {
    onDuckDb("comes from the manifest when its sender tells it", async () => {
      const late = [transaction(1), transaction(800)];
      await send(stage, dayTwo, csv("transactions", late), { rows: 2, extract_date: "2025-01-31" });
      await load();
      expect((await rejects(stage.engine)).map((reject) => reject.rule_id)).toEqual([
        "transactions.transaction_id.unique",
        "transactions.transaction_at.future",
      ]);
    });

    it("else from the transactions themselves, whatever one of them says", async () => {
      const slip = transaction(803, { transaction_at: "2052-02-04 10:00:00", posted_date: "" });
      await send(stage, dayTwo, csv("transactions", [transaction(801), transaction(802), slip]), { rows: 3 });
      lay(stage, "customers/more.csv", csv("customers", [customer(50, { account_open_date: "2025-03-20" })]));
      await load();
      const put = (await rejects(stage.engine)).map((reject) => reject.rule_id);
      // the books end on 2025-02-03; accounts may be opened up to a month later
      expect(put).toEqual(["customers.account_open_date.future", "transactions.transaction_at.future"]);
    });
  });

  describe("reconciliation", () => {
    onDuckDb("finds every honest file whole, to the cent", async () => {
      await load();
      expect(
        (await reconcileBronze(stage.engine)).map((row) => [row.source_file, row.amount_difference, row.verdict]),
      ).toEqual([
        ["account_changes/account_changes.csv", null, "reconciled"],
        ["customers/customers.csv", 0, "reconciled"],
        ["transactions/transactions_2025-01.csv", 0, "reconciled"],
      ]);
    });

    it("counts what was put aside", async () => {
      const given = [
        transaction(800),
        transaction(801, { amount: "-811.25" }),
        transaction(802, { amount: "1,000.00" }),
      ];
      await send(stage, dayTwo, csv("transactions", given), { rows: 3, amount_sum: "999.00" });
      await load();
      const row = (await reconcileBronze(stage.engine)).at(-1);
      expect(row).toMatchObject({
        rows_in_file: 3,
        rows_loaded: 1,
        rows_rejected: 2,
        amount_difference: 0,
        verdict: "reconciled",
      });
    });

    const senders: [string, { rows: number; amount_sum: string }, string][] = [
      ["a sender who counts a row too many", { rows: 3, amount_sum: "1621.50" }, "rows differ"],
      ["a sender who counts a cent too many", { rows: 2, amount_sum: "1621.51" }, "amount differs"],
    ];
    it.each(casesOn(on, senders, ["a sender who counts a cent too many"]))("names %s", async (_who, told, verdict) => {
      await send(stage, dayTwo, csv("transactions", [transaction(800), transaction(801)]), told);
      await load();
      expect((await reconcileBronze(stage.engine)).at(-1)).toMatchObject({ source_file: dayTwo, verdict });
    });

    it("sees rows that went missing after the load", async () => {
      await load();
      await stage.engine.run({
        name: "lose a row",
        sql: "delete from bronze.customers where customer_id = 'L1000001'",
      });
      expect((await reconcileBronze(stage.engine))[1]).toMatchObject({ verdict: "rows differ" });
      await stage.engine.run({
        name: "tidy",
        sql: "delete from observability.loaded_files where feed = 'customers'; delete from bronze.customers",
      });
    });
  });
});
