// The database behind the Snowflake test server: DuckDB in memory, one connection per session, with Snowflake's answers
// imitated for what the adapter sends: session and transaction statements, stages with PUT and COPY, error codes.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { prepare } from "../../lib/src/engine/duckdb-prepare";
import { ProcedureDesk } from "./snowflake-procedures";
import { type RowSet, rowSet } from "./snowflake-server-rows";

/** What a driver sends with a statement. */
export interface QueryBody {
  readonly sqlText: string;
  readonly bindings?: Record<string, { readonly type: string; readonly value: string | null }>;
  readonly parameters?: Record<string, string | number>;
}

/** A refusal with Snowflake's code and SQLSTATE. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly sqlState: string,
    message: string,
  ) {
    super(message);
  }
}

/** The `data` of an answer: rows, a PUT's marching orders, or the ids of several results. */
export type Answer = RowSet | { readonly command: string } | { readonly results: RowSet[] };

export class ServerDatabase {
  readonly procedures = new ProcedureDesk();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly stages: string,
  ) {}

  static async open(): Promise<ServerDatabase> {
    return new ServerDatabase(await DuckDBInstance.create(":memory:"), mkdtempSync(join(tmpdir(), "c360-stages-")));
  }

  async session(): Promise<ServerSession> {
    const connection = await this.instance.connect();
    await prepare(connection);
    return new ServerSession(connection, this.stages, this.procedures);
  }

  /** Files that are still on a stage. */
  staged(): string[] {
    return readdirSync(this.stages, { recursive: true, encoding: "utf8" });
  }

  close(): void {
    this.instance.closeSync();
    rmSync(this.stages, { recursive: true, force: true });
  }
}

export class ServerSession {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly stages: string,
    private readonly procedures: ProcedureDesk,
  ) {}

  interrupt(): void {
    this.connection.interrupt();
  }

  /** A session that ends takes its open transaction with it. */
  close(): void {
    this.connection.closeSync();
  }

  async answer(body: QueryBody): Promise<Answer> {
    try {
      return await this.dispatch(body.sqlText.trim().replace(/;$/, ""), body);
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOf(error as Error);
    }
  }

  private async dispatch(sql: string, body: QueryBody): Promise<Answer> {
    const done = { rowtype: [], rowset: [["Statement executed successfully."]] };
    if (/^alter session set /i.test(sql)) return done;
    const stage = /^(?:create temporary|drop) stage (?:if exists )?(\S+)$/i.exec(sql)?.[1];
    if (stage && /^create/i.test(sql)) mkdirSync(this.folder(stage));
    if (stage && /^drop/i.test(sql)) rmSync(this.folder(stage), { recursive: true, force: true });
    if (stage) return done;
    const put = /^put 'file:\/\/(.+?)' @(\S+) overwrite = true$/i.exec(sql);
    if (put) return this.put(put[1]!, put[2]!);
    const copy =
      /^copy into (\S+) \((.+?)\) from \(select (.+?) from @(\S+)\) file_format = \((.+)\) on_error = abort_statement$/i;
    const load = copy.exec(sql);
    if (load) return this.copy(load[1]!, load[2]!, load[4]!);
    if (/^(commit|rollback)$/i.test(sql)) {
      await this.connection.run(sql).catch((error: Error) => {
        if (!/no transaction is active/i.test(error.message)) throw error; // Snowflake lets this pass
      });
      return done;
    }
    if (this.procedures.takes(sql)) {
      await this.procedures.run(sql, this.connection);
      return Number(body.parameters?.MULTI_STATEMENT_COUNT ?? 1) === 1 ? done : { results: [done] };
    }
    return this.query(sql, body);
  }

  private async query(sql: string, body: QueryBody): Promise<Answer> {
    const script = await this.connection.extractStatements(sql);
    const wanted = Number(body.parameters?.MULTI_STATEMENT_COUNT ?? 1);
    if (wanted !== 0 && script.count !== wanted) {
      const count = `Actual statement count ${script.count} did not match the desired statement count ${wanted}.`;
      throw new Refusal("000008", "0A000", count);
    }
    const results: RowSet[] = [];
    for (let i = 0; i < script.count; i++) {
      const statement = await script.prepare(i);
      const binds = Object.values(body.bindings ?? {}).map(bindOf);
      if (binds.length > 0) statement.bind(binds);
      results.push(await rowSet(await statement.run()));
    }
    return wanted === 1 ? results[0]! : { results };
  }

  private put(file: string, stage: string): Answer {
    const stageInfo = { locationType: "LOCAL_FS", location: this.folder(stage), path: "", creds: {} };
    const transfer = { autoCompress: true, sourceCompression: "auto_detect", parallel: 1, overwrite: true };
    return {
      command: "UPLOAD",
      ...({ src_locations: [file], stageInfo, ...transfer, encryptionMaterial: null } as object),
    };
  }

  private async copy(table: string, columns: string, stage: string): Promise<Answer> {
    const names = columns.split(", ");
    const fields = [...names, "line"].map((name) => `'${name}': 'varchar'`).join(", ");
    const reader =
      `read_csv('${this.folder(stage)}/*.gz', columns = {${fields}}, header = false, auto_detect = false, delim = ',', ` +
      `quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, parallel = false)`;
    await this.connection.run(`insert into ${table} (${columns}) select ${columns} from ${reader}`);
    return { rowtype: [], rowset: [["LOADED"]] };
  }

  private folder(stage: string): string {
    return join(this.stages, stage.replace(/[^\w.]/g, ""));
  }
}

function bindOf({ type, value }: { readonly type: string; readonly value: string | null }): DuckDBValue {
  if (value === null) return null;
  if (type === "FIXED") return BigInt(value);
  if (type === "REAL") return Number(value);
  return type === "BOOLEAN" ? value === "true" : value;
}

/** DuckDB's complaint in Snowflake's form: several lines, a code and a SQLSTATE. */
function refusalOf({ message }: Error): Refusal {
  const kinds: readonly (readonly [RegExp, string, string, string])[] = [
    [/interrupt/i, "000604", "57014", "SQL execution canceled"],
    [/^Catalog Error/, "002003", "42S02", "SQL compilation error:\nObject does not exist or not authorized."],
    [/^Parser Error/, "001003", "42000", "SQL compilation error:\nsyntax error."],
    [/^Binder Error/, "000904", "42000", "SQL compilation error: error line 1\ninvalid identifier."],
    [/^Conversion Error/, "100038", "22018", "Value is not recognized."],
    [/^Constraint Error/, "100072", "22000", "NULL result in a non-nullable column"],
  ];
  const [, code, state, lead] = kinds.find(([pattern]) => pattern.test(message)) ?? [/./, "000603", "XX000", "Failure"];
  return new Refusal(code, state, `${lead}\n${message}`);
}
