// The stages of the Snowflake test server: folders, which PUT fills, COPY reads and REMOVE empties.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Stages {
  private readonly top = mkdtempSync(join(tmpdir(), "c360-stages-"));
  private readonly mounted = new Map<string, string>();

  /** Makes a folder an external stage. */
  mount(stage: string, folder: string): void {
    this.mounted.set(stage, folder);
  }

  /** Files and folders that are still on a stage. */
  staged(): string[] {
    return readdirSync(this.top, { recursive: true, encoding: "utf8" });
  }

  close(): void {
    rmSync(this.top, { recursive: true, force: true });
  }

  /** Does a statement that only concerns stages; true when it was one. */
  does(sql: string): boolean {
    if (/^create file format if not exists \S+ type = parquet /i.test(sql)) return true;
    const made = /^create (?:temporary )?stage (?:if not exists )?(\S+)$/i.exec(sql)?.[1];
    if (made) mkdirSync(this.folder(made), { recursive: true });
    const gone = /^(?:drop stage if exists |remove @)(\S+)$/i.exec(sql)?.[1];
    if (gone) rmSync(this.folder(gone), { recursive: true, force: true });
    return made !== undefined || gone !== undefined;
  }

  /** What the driver has to do for a PUT; undefined when the statement is none. */
  put(sql: string): { readonly command: string } | undefined {
    const found = /^put 'file:\/\/(.+?)' @(\S+)( auto_compress = false)? overwrite = true$/i.exec(sql);
    if (!found) return undefined;
    const [, file, stage, asItIs] = found;
    const stageInfo = { locationType: "LOCAL_FS", location: this.folder(stage!), path: "", creds: {} };
    const transfer = { autoCompress: !asItIs, sourceCompression: "auto_detect", parallel: 1, overwrite: true };
    const more = { src_locations: [file!.replaceAll("''", "'")], stageInfo, ...transfer, encryptionMaterial: null };
    return { command: "UPLOAD", ...(more as object) };
  }

  /** A COPY as DuckDB's INSERT from the files; undefined when the statement is none of the three that are known. */
  copy(sql: string): string | undefined {
    const line = sql.replace(/\s+/g, " ");
    const csv =
      /^copy into (\S+) \((.+?)\) from \(select (.+?) from @(\S+)\) file_format = \((type = csv .+)\) on_error = abort_statement$/i;
    const rows = csv.exec(line);
    if (rows) return this.fromCsv(rows[1]!, rows[2]!, rows[4]!);
    const how = String.raw`files = \('(.+?)'\) file_format = \(format_name = '[\w.]+'\) force = true on_error = abort_statement`;
    const byName = new RegExp(`^copy into (\\S+) from @(\\S+) ${how} match_by_column_name = case_insensitive$`, "i");
    const named = byName.exec(line);
    if (named) return `insert into ${named[1]} by name select * from ${this.parquet(named[2]!, named[3]!, false)}`;
    const transform = new RegExp(`^copy into (\\S+) (\\(.+?\\)) from \\(select (.+) from @(\\S+?)\\) ${how}$`, "i");
    const [, table, columns, fields, stage, file] = transform.exec(line) ?? [];
    if (!table) return undefined;
    const asked = fields!
      .replace(/\$1:("(?:[^"]|"")+")/g, "$1")
      .replaceAll("timestamp_ntz", "timestamp")
      .replaceAll("metadata$file_row_number", "file_row_number + 1");
    return `insert into ${table} ${columns} select ${asked} from ${this.parquet(stage!, file!, true)}`;
  }

  private fromCsv(table: string, columns: string, stage: string): string {
    const fields = [...columns.split(", "), "line"].map((name) => `'${name}': 'varchar'`).join(", ");
    const reader =
      `read_csv('${this.folder(stage)}/*.gz', columns = {${fields}}, header = false, auto_detect = false, delim = ',', ` +
      `quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, parallel = false)`;
    return `insert into ${table} (${columns}) select ${columns} from ${reader}`;
  }

  private parquet(place: string, name: string, isCounted: boolean): string {
    const file = join(this.folder(place), name.replaceAll("''", "'"));
    return `read_parquet('${file.replaceAll("'", "''")}'${isCounted ? ", file_row_number = true" : ""})`;
  }

  /** A stage and a path on it, as a folder. */
  private folder(place: string): string {
    const [stage = "", ...path] = place.split("/").filter(Boolean);
    return join(this.mounted.get(stage) ?? join(this.top, stage.replace(/[^\w.]/g, "")), ...path);
  }
}
