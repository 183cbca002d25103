// Procedures and models of SNOWFLAKE.ML.CLASSIFICATION behind the Snowflake test server.
//
// Real here: the SQL inside the scripts (every select, insert and table of a procedure runs, on DuckDB), the order of its
// steps, its gates and its handlers. Doubled: Snowflake's scripting, by the few forms that these scripts use; and the class
// itself: what PREDICT answers is a SQL expression over the features that a test hands in, what SHOW_.. answers are the
// columns of the documentation with one row each. Whether Snowflake takes the scripts as they are is not said by this.
import type { DuckDBConnection } from "@duckdb/node-api";

const SHOWN: Readonly<Record<string, string>> = {
  show_evaluation_metrics:
    "select 'EVAL' as dataset_type, 'churned' as class, 'f1' as error_metric, 0.5 as metric_value, null as logs",
  show_global_evaluation_metrics:
    "select 'EVAL' as dataset_type, 'macro' as average_type, 'auc' as error_metric, 0.9 as metric_value, null as logs",
  show_threshold_metrics: "select 'EVAL' as dataset_type, 'churned' as class, 0.5 as threshold, 0.5 as precision",
  show_feature_importance: `select * from (values (1, 'RECENCY_IN_USUAL_GAPS', 0.6, 'user_provided'),
      (2, 'SPEND_30_OVER_180_DAYS', 0.2, 'user_provided')) as shown (rank, feature, score, feature_type)`,
};

/** An error that a script declares, or that a statement met. */
class Raised extends Error {}

export class ProcedureDesk {
  /** What the next model that is trained will predict: SQL over the features, a probability. */
  nextModel = "0.5";
  private readonly procedures = new Map<string, string>();
  private readonly models = new Map<string, string>();

  /** Whether a statement is one that this desk answers. */
  takes(sql: string): boolean {
    return /^(create or replace (procedure|task)|alter task|call) /i.test(bare(sql));
  }

  async run(sql: string, connection: DuckDBConnection): Promise<void> {
    const made = /^create or replace procedure (\S+?)\(([^)]*)\)[\s\S]*?\$\$([\s\S]*)\$\$/i.exec(bare(sql));
    if (made) this.procedures.set(made[1]!, made[3]!.replace(/^\s*declare/, `declare ${made[2]};`));
    const called = /^call (\S+?)\(\)/i.exec(bare(sql))?.[1];
    if (called !== undefined) await this.call(called, connection);
  }

  private async call(name: string, connection: DuckDBConnection): Promise<void> {
    const body = this.procedures.get(name);
    if (body === undefined) throw new Error(`Catalog Error: procedure ${name} does not exist`);
    await new Script(body, connection, this.models, this).run();
  }

  callFrom(name: string, connection: DuckDBConnection): Promise<void> {
    return this.call(name, connection);
  }
}

/** One call of a procedure: its variables, and its statements one after another. */
class Script {
  private readonly values = new Map<string, string>();
  private readonly exceptions = new Map<string, string>();
  private shown = "";

  constructor(
    private readonly body: string,
    private readonly connection: DuckDBConnection,
    private readonly models: Map<string, string>,
    private readonly desk: ProcedureDesk,
  ) {}

  async run(): Promise<void> {
    const [declared, main] = /^(?:\s*declare([\s\S]*?))?\s*begin\b([\s\S]*)\bend;\s*$/.exec(this.body)!.slice(1);
    for (const line of statementsOf(declared ?? "")) await this.declare(line);
    const [steps, ...handlers] = main!.split(/\nexception(?=\n)|\n {4}when (?=\w+ then)/).filter((part) => part.trim());
    try {
      await this.steps(steps!);
    } catch (error) {
      const name = (error as Error).message;
      this.values.set("sqlerrm", literal(this.exceptions.get(name) ?? name)).set("sqlcode", "0");
      const handler = handlers.find((part) => part.startsWith(`${name} then`)) ?? handlers.find(isOther);
      if (!handler) throw error;
      await this.steps(handler.slice(handler.indexOf("then") + 4), error);
    }
  }

  private async declare(line: string): Promise<void> {
    const [name = "", type] = line.split(/\s+/);
    const message = /exception \(-\d+, '(.*)'\)/.exec(line)?.[1];
    if (type === "exception") this.exceptions.set(name, message!);
    else this.values.set(name, await this.value(/ default ([\s\S]*)$/.exec(line)?.[1] ?? "null"));
  }

  /** Runs statements in their order; a `return` ends them. */
  private async steps(text: string, raised?: unknown): Promise<void> {
    let isSkipping = false;
    for (const statement of statementsOf(text)) {
      const branch = /^if \(([\s\S]*?)\) then([\s\S]*)$/.exec(statement);
      if (statement === "end if") isSkipping = false;
      else if (isSkipping) continue;
      else if (branch && (await this.value(this.named(branch[1]!))) !== "true") isSkipping = true;
      else if ((branch?.[2] ?? statement).trim().startsWith("return ")) return;
      else await this.step((branch?.[2] ?? statement).trim(), raised);
    }
  }

  private async step(statement: string, raised?: unknown): Promise<void> {
    const thrown = /^raise(?: (\w+))?$/.exec(statement);
    if (thrown) throw thrown[1] ? new Raised(thrown[1]) : raised;
    const shown = /^call \S+!(\w+)\(\)$/.exec(statement)?.[1];
    const called = /^call (\S+)\(\)$/.exec(statement)?.[1];
    const model = /^create or replace snowflake\.ml\.classification (\S+?)\(/.exec(statement)?.[1];
    const into = /^(select [\s\S]*?) into :(\w+) (from [\s\S]*)$/.exec(statement);
    if (shown) this.shown = SHOWN[shown]!;
    else if (called) await this.desk.callFrom(called, this.connection);
    else if (model) this.models.set(model, this.desk.nextModel);
    else if (into) this.values.set(into[2]!, await this.value(`(${into[1]} ${into[3]})`));
    else if (!statement.startsWith("grant ")) await this.query(statement);
  }

  private async query(statement: string): Promise<void> {
    const [, source] = /!predict\([\s\S]*? as answer\s+(from [\s\S]*)\)$/.exec(statement) ?? [];
    if (source) await this.mustHaveKeysOnce(source);
    const sql = this.bound(statement)
      .replace(
        /(\S+)!predict\([^)]*\)/g,
        (_, model: string) => `{'probability': {'churned': ${this.models.get(model)}}}`,
      )
      .replace("answer:probability['churned']::float", "answer.probability.churned::double")
      .replace(/insert overwrite into (\S+)/, "delete from $1; insert into $1")
      .replace("table(result_scan(:sqlid))", `(${this.shown})`)
      .replace("current_timestamp()::timestamp_ntz", "now()::timestamp")
      .replace(/ cluster by \([^)]*\)/, "");
    await this.connection.run(sql).catch((error: Error) => {
      if (!/no transaction is active/i.test(error.message)) throw error; // Snowflake lets this pass
    });
  }

  /** `{*}` makes an object of all columns: Snowflake refuses one key twice. */
  private async mustHaveKeysOnce(source: string): Promise<void> {
    const names = (await this.connection.run(`select * ${source} limit 0`)).columnNames();
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice) throw new Error(`Duplicate field key '${twice.toUpperCase()}'`);
  }

  private async value(expression: string): Promise<string> {
    const sql = this.bound(expression).replace(/to_char\(current_timestamp\(\), '[^']*'\)/, "epoch_us(now())::varchar");
    const [[value]] = (await (await this.connection.run(`select ${sql}`)).getRows()) as [[unknown]];
    return typeof value === "string" ? literal(value) : String(value);
  }

  /** A statement of SQL: its `:names` as values. */
  private bound(sql: string): string {
    return sql.replace(/(?<![:\w\]]):(\w+)/g, (text, name: string) => this.values.get(name) ?? text);
  }

  /** A condition of the script: its names as values. */
  private named(condition: string): string {
    return condition.replace(/\b[a-z_]+\b/g, (name) => this.values.get(name) ?? name);
  }
}

const isOther = (handler: string) => handler.startsWith("other then");
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const bare = (sql: string) => sql.replace(/^(?:--[^\n]*\n)+/, "");

/** Statements without their comments; a semicolon in quotes ends none. */
function statementsOf(text: string): string[] {
  const code = text.replace(/--[^\n]*/g, "");
  return (code.match(/(?:'(?:[^']|'')*'|[^;'])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}
