// The database behind the Snowflake test server: DuckDB in memory, one connection per session, with Snowflake's answers
// imitated for what the workbook sends: scripts, session and transaction statements, definitions that commit, error codes.
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { prepare } from "../../lib/src/engine/duckdb-prepare";
import { ProcedureDesk } from "./snowflake-procedures";
import { inDuckDb, isDefinition, MACROS, statementsOf } from "./snowflake-server-dialect";
import { type RowSet, rowSet } from "./snowflake-server-rows";
import { Stages } from "./snowflake-server-stages";

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
  readonly stages = new Stages();

  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(): Promise<ServerDatabase> {
    const database = new ServerDatabase(await DuckDBInstance.create(":memory:"));
    const connection = await database.instance.connect();
    await prepare(connection);
    await connection.run(MACROS);
    connection.closeSync();
    return database;
  }

  async session(): Promise<ServerSession> {
    const connection = await this.instance.connect();
    await prepare(connection);
    return new ServerSession(connection, this.stages, this.procedures);
  }

  close(): void {
    this.instance.closeSync();
    this.stages.close();
  }
}

const DONE: RowSet = { rowtype: [], rowset: [["Statement executed successfully."]] };

export class ServerSession {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly stages: Stages,
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
      return await this.script(body);
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOf(error as Error);
    }
  }

  private async script(body: QueryBody): Promise<Answer> {
    const statements = statementsOf(body.sqlText);
    const wanted = Number(body.parameters?.MULTI_STATEMENT_COUNT ?? 1);
    if (wanted !== 0 && statements.length !== wanted) {
      const count = `Actual statement count ${statements.length} did not match the desired statement count ${wanted}.`;
      throw new Refusal("000008", "0A000", count);
    }
    if (wanted === 1) return this.stages.put(statements[0]!) ?? this.one(statements[0]!, body);
    const results: RowSet[] = [];
    for (const statement of statements) results.push(await this.one(statement, body));
    return { results };
  }

  private async one(sql: string, { bindings = {} }: QueryBody): Promise<RowSet> {
    if (/^alter session set /i.test(sql)) return DONE;
    if (isDefinition(sql)) await this.end("commit");
    if (this.stages.does(sql)) return DONE;
    if (this.procedures.takes(sql)) {
      await this.procedures.run(sql, this.connection);
      return DONE;
    }
    if (/^(commit|rollback)$/i.test(sql)) {
      await this.end(sql);
      return DONE;
    }
    const statement = await this.connection.prepare(this.stages.copy(sql) ?? inDuckDb(sql));
    const binds = Object.values(bindings).map(bindOf);
    if (binds.length > 0) statement.bind(binds);
    return rowSet(await statement.run());
  }

  /** Snowflake lets it pass when no transaction is open. */
  private async end(how: string): Promise<void> {
    await this.connection.run(how).catch((error: Error) => {
      if (!/no transaction is active/i.test(error.message)) throw error;
    });
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
