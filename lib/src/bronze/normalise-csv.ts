// The careful way through a CSV file: record by record, to a copy that any engine reads alike, and a list of the rest.

import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { csvLines } from "./csv-lines";
import { type CsvRecord, isBroken, RecordReader } from "./csv-records";

export interface NormalisedCsv {
  /** Whole records: the file's columns in their order, then the line; every field quoted, empty when missing. */
  readonly good_file: string;
  /** Broken records: rule_id, detail, line, raw. */
  readonly broken_file: string;
  readonly good_rows: number;
  readonly broken_rows: number;
}

/** Writes the two files into `folder`. */
export async function normaliseCsv(
  file: string,
  columns: number,
  folder: string,
  signal?: AbortSignal,
): Promise<NormalisedCsv> {
  const good = new CsvWriter(join(folder, "good.csv"));
  const broken = new CsvWriter(join(folder, "broken.csv"));
  const reader = new RecordReader(columns);
  const write = async (records: readonly CsvRecord[]) => {
    for (const record of records) {
      if (isBroken(record)) broken.add([record.rule_id, record.detail, String(record.line), record.raw]);
      else good.add([...record.fields, String(record.line)]);
    }
    await Promise.all([good.flush(), broken.flush()]);
  };
  try {
    let isFirst = true;
    for await (const lines of csvLines(file, signal)) {
      await write(reader.read(isFirst ? lines.slice(1) : lines));
      isFirst = false;
    }
    await write(reader.end());
  } finally {
    await Promise.all([good.close(), broken.close()]);
  }
  return { good_file: good.file, broken_file: broken.file, good_rows: good.rows, broken_rows: broken.rows };
}

/** One line as the copy holds it: fields in quotes, empty ones left empty. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (field === "" ? "" : `"${field.replaceAll('"', '""')}"`)).join(",")}\n`;
}

class CsvWriter {
  rows = 0;
  private text = "";
  private readonly stream: WriteStream;

  constructor(readonly file: string) {
    this.stream = createWriteStream(file);
  }

  add(fields: readonly string[]): void {
    this.text += csvLine(fields);
    this.rows++;
  }

  async flush(): Promise<void> {
    if (this.text === "") return;
    const isRoomLeft = this.stream.write(this.text);
    this.text = "";
    if (!isRoomLeft) await once(this.stream, "drain");
  }

  async close(): Promise<void> {
    await new Promise<void>((done, fail) => this.stream.once("error", fail).end(done));
  }
}
