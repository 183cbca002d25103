// The commands and their options. Each action calls one function and prints what it answers.
import { type Command, Option } from "commander";
import { contract, feedNames } from "../bronze/contract";
import { replayRejects } from "../bronze/replay-rejects";
import { uploadCustomers } from "../bronze/upload-customers";
import { InvalidInputError, UnavailableError } from "../core/errors";
import { homeFolder } from "../core/home";
import { writeBooks } from "../generate/write-books";
import type { FeedName } from "../lake/manifest";
import { doctor } from "../pipeline/doctor";
import { loadBooks } from "../pipeline/load-books";
import { resetAll, resetTo } from "../pipeline/reset";
import { addChurn } from "./churn-command";
import { checkNotebooks, saveNotebooks } from "./notebooks-command";
import { FORMATS, type Format, queryCommand } from "./query-command";
import { runCommand } from "./run-command";
import { names, terminalProgress, textTable } from "./terminal";
import { withPlatform, withWholeBooks } from "./with-platform";

const count = (number: number) => number.toLocaleString("en-US");

const wholeNumber = (option: string) => (text: string) => {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new InvalidInputError(`run needs --${option} as a whole number, got ${JSON.stringify(text)}; try 1000`);
};

const ruleId = (text: string) => {
  if (contract.rules.some(({ id }) => id === text)) return text;
  throw new InvalidInputError(
    `replay needs --rule as the id of a rule, got ${JSON.stringify(text)}; sql/10_bronze/README.md names them all`,
  );
};

/** Adds every command to the program. */
export function addCommands(program: Command, signal: AbortSignal): void {
  addRun(program, signal);
  addBooks(program, signal);
  addReplay(program, signal);
  addLooks(program, signal);
  addChurn(program, signal);
  addNotebooks(program, signal);
}

function addRun(program: Command, signal: AbortSignal): void {
  program
    .command("run")
    .description(
      "run the notebooks in order, at 50,000 customers unless told otherwise; with --only or --from, on what is there",
    )
    .option("--customers <n>", "how many customers to generate", wholeNumber("customers"))
    .option("--seed <n>", "seed of everything that is drawn", wholeNumber("seed"))
    .option("--only <number>", "one notebook, e.g. 03")
    .option("--from <number>", "the first notebook, e.g. 04")
    .option("--output <folder>", "where executed notebooks are written")
    .action(async (choice) => {
      await runCommand(choice, terminalProgress(), signal);
    });
}

function addBooks(program: Command, signal: AbortSignal): void {
  program
    .command("generate-customers")
    .description("write the two books as one CSV file, their changes and the truth beside it")
    .requiredOption("--count <n>", "how many people")
    .requiredOption("--output <file>", "the customers file")
    .option("--seed <n>", "seed of everything that is drawn", "42")
    .action(async (options) => {
      const books = await writeBooks({ ...options, progress: terminalProgress(), signal });
      const records = `${count(books.legacy_records)} records in the legacy book, ${count(books.acquired_records)} in the acquired one`;
      console.log(`${count(books.people)} people: ${records}, ${count(books.account_changes)} account changes`);
      for (const file of [books.customers_file, books.account_changes_file, books.truth_file]) console.log(`  ${file}`);
    });
  program
    .command("upload-customers")
    .description(
      "put a customers file, its header and records checked, into an S3 bucket with a manifest; rules are judged by bronze",
    )
    .requiredOption("--file <file>", "the customers file")
    .requiredOption("--bucket <bucket>", "the bucket's name, or bucket/prefix")
    .action(async ({ file, bucket }) => {
      const uploaded = await uploadCustomers({ file, bucket, progress: terminalProgress(), signal });
      for (const { path, rows } of uploaded.files) console.log(`${uploaded.location}/${path}  ${count(rows)} rows`);
    });
  program
    .command("load")
    .description("load a folder with your own customers and transactions in place of the generated ones")
    .argument("<folder>", "the folder; sql/10_bronze/README.md says what it holds")
    .action((folder: string) =>
      withPlatform(signal, async (platform) => {
        const report = await loadBooks(platform, folder, { progress: terminalProgress(), signal });
        console.log(
          textTable(
            report.files.map(({ source_file, outcome, rows_loaded, rows_rejected }) => ({
              source_file,
              outcome,
              rows_loaded,
              rows_rejected,
            })),
          ),
        );
        console.log(
          `${count(report.rows_loaded)} rows loaded, ${count(report.rows_rejected)} put aside in bronze.rejects; go on with: npx c360 run --from 04, back to generated books with: npx c360 reset`,
        );
      }),
    );
}

function addReplay(program: Command, signal: AbortSignal): void {
  program
    .command("replay")
    .description("try rejected records again, for example after a rule was put right")
    .addOption(new Option("--feed <feed>", "only this feed").choices(feedNames))
    .option("--rule <id>", "only rejects of this rule, e.g. transactions.amount.form", ruleId)
    .action(({ feed, rule }: { feed?: FeedName; rule?: string }) =>
      withWholeBooks(signal, async ({ db, lake }) => {
        const options = { ...(feed && { feed }), ...(rule && { rule_id: rule }) };
        const { tried, mended, still_broken } = await replayRejects(db, lake, options);
        console.log(
          `${count(tried)} records tried: ${count(mended)} now in bronze, ${count(still_broken)} still break a rule`,
        );
      }),
    );
}

function addLooks(program: Command, signal: AbortSignal): void {
  program
    .command("query")
    .description("run one SQL statement and print its rows")
    .argument("<sql>", "the statement")
    .addOption(new Option("--format <format>", "how to print").choices(FORMATS).default("table"))
    .option("--unmasked <columns>", "personal columns that CSV shows as they are, e.g. email,phone", names)
    .action((sql: string, { format, unmasked }: { format: Format; unmasked?: string[] }) =>
      withPlatform(signal, async ({ db }) => console.log(await queryCommand(db, sql, format, unmasked))),
    );
  program
    .command("doctor")
    .description("look whether everything is here that a run needs")
    .action(() =>
      withPlatform(signal, async (platform) => {
        const findings = await doctor(platform);
        console.log(
          textTable(findings.map(({ is_ok, item, needs, found }) => ({ "": is_ok ? "✓" : "✗", item, needs, found }))),
        );
        const missing = findings.filter((finding) => !finding.is_ok);
        if (missing.length > 0) {
          throw new UnavailableError(
            `A run needs ${missing.map(({ item, next_step }) => `${item} (${next_step})`).join(", ")}`,
          );
        }
      }),
    );
  program
    .command("reset")
    .description("empty the state folder, or go back to the state before a notebook")
    .option("--to <number>", "a notebook's number, 02 to 06")
    .action(async ({ to }: { to?: string }) => {
      if (to !== undefined) {
        await withPlatform(signal, ({ db }) => resetTo(db, to));
        console.log(`${homeFolder()} is as it was before notebook ${to}`);
        return;
      }
      const others = await resetAll();
      console.log(
        others.length === 0
          ? `${homeFolder()} is gone`
          : `${homeFolder()} is empty but for what is not ours: ${others.join(", ")}`,
      );
    });
}

function addNotebooks(program: Command, signal: AbortSignal): void {
  program
    .command("notebooks")
    .description("compare the committed notebooks with a fresh full run, or keep the outputs of one")
    .option("--save", "keep the outputs of a fresh run in notebooks/")
    .option("--check", "fail when a fresh run gives other outputs (what happens without an option)")
    .action(({ save }: { save?: boolean }) =>
      save ? saveNotebooks(terminalProgress(), signal) : checkNotebooks(terminalProgress(), signal),
    );
}
