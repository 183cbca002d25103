// Who may import whom. Arrows point down the map; an import that climbs is named here.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlFiles, withoutCommentsAndText } from "../lib/src/sql/model";

const source = join(__dirname, "../lib/src");

const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  sql: ["core"],
  engine: ["core", "sql"],
  lake: ["core"],
  generate: ["core"],
  charts: ["core"],
  churn: ["core"],
  customer: ["core"],
  segment: ["core"],
  bronze: ["core", "sql", "engine", "lake"],
  pipeline: ["core", "sql", "engine", "lake", "generate", "bronze", "churn", "customer", "segment"],
  notebook: ["core", "sql", "engine", "lake", "charts", "churn", "customer", "segment", "pipeline"],
  cli: [
    "core",
    "sql",
    "engine",
    "lake",
    "generate",
    "bronze",
    "charts",
    "churn",
    "customer",
    "segment",
    "pipeline",
    "notebook",
  ],
};

/** Packages that one room only may know, so that they can be replaced there. */
const ONLY_IN: Record<string, readonly string[]> = {
  "@duckdb/node-api": ["engine"],
  "snowflake-sdk": ["engine"],
  "@aws-sdk/client-s3": ["lake"],
  "@faker-js/faker": ["generate"],
  "csv-parse": ["bronze"],
  vega: ["charts"],
  "vega-lite": ["charts"],
  tslab: ["notebook"],
  zeromq: ["notebook"],
  commander: ["cli"],
};

/** Rooms that only compute: no files, no network, no clock of their own. */
const PURE = ["charts", "churn", "segment"];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const imports: Import[] = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import\(|require\()\s*["']([^"']+)["']/g)].map((match) => match[1]!);
    return specifiers.map((target) => ({ file, room: file.split("/")[0]!, target }));
  });

const roomOf = ({ file, target }: Import): string | undefined =>
  target.startsWith(".") ? relative(source, join(source, dirname(file), target)).split("/")[0] : undefined;

describe("the map of lib", () => {
  it("knows every room", () => {
    const rooms = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map((room) => room.name).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it("has no import that climbs", () => {
    const climbing = imports.filter((line) => {
      const target = roomOf(line);
      return (
        line.room in MAY_IMPORT &&
        target !== undefined &&
        target !== line.room &&
        !MAY_IMPORT[line.room]!.includes(target)
      );
    });
    expect(climbing).toEqual([]);
  });

  it("keeps each outside package in its room", () => {
    const strays = imports.filter(({ room, target }) => {
      const owner = Object.keys(ONLY_IN).find((name) => target === name || target.startsWith(`${name}/`));
      return owner !== undefined && !ONLY_IN[owner]!.includes(room);
    });
    expect(strays).toEqual([]);
  });

  it("keeps rooms that compute free of files and network", () => {
    expect(
      imports.filter(({ room, target }) => PURE.includes(room) && /^node:(fs|net|http|child_process)/.test(target)),
    ).toEqual([]);
  });
});

describe("the layers of sql", () => {
  const layers = ["10_bronze", "20_silver", "30_gold", "40_features", "50_marts"];
  const schemaOf = (table: string) => table.split(".")[0]!;

  it.each(["duckdb", "snowflake"] as const)("reads only what lies before it, on %s", (engine) => {
    const allowed: Record<string, readonly string[]> = {
      "10_bronze": ["bronze", "observability"],
      "20_silver": ["bronze", "silver"],
      "30_gold": ["silver", "gold"],
      "40_features": ["silver", "gold"],
      "50_marts": ["silver", "gold"],
    };
    const climbing = layers.flatMap((layer) =>
      sqlFiles(layer, engine).flatMap((file) =>
        file.reads
          .filter((table) => !allowed[layer]!.includes(schemaOf(table)))
          .map((table) => `${file.name} reads ${table}`),
      ),
    );
    expect(climbing).toEqual([]);
  });

  it.each(["duckdb", "snowflake"] as const)("judges realism by what has landed and nothing else, on %s", (engine) => {
    const reads = sqlFiles("realism", engine).flatMap((file) => file.reads);
    expect(reads.filter((table) => !table.startsWith("generator.landed_"))).toEqual([]);
  });

  it.each(["duckdb", "snowflake"] as const)(
    "never reads the generator's secrets, the clock or chance, on %s",
    (engine) => {
      const offenders = [...layers, "checks", "checks/marts"].flatMap((layer) =>
        sqlFiles(layer, engine)
          .filter((file) =>
            /\bgenerator\.|\bcurrent_date\b|\bcurrent_timestamp\b|\bnow\s*\(|\brandom\s*\(/i.test(
              withoutCommentsAndText(file.sql),
            ),
          )
          .map((file) => file.name),
      );
      expect(offenders).toEqual([]);
    },
  );
});
