// Lines of a text file as bytes, with their numbers.
import { createReadStream } from "node:fs";

export interface Line {
  /** 1 for the first line of the file. */
  readonly number: number;
  /** Without its line end, CR LF or LF. */
  readonly bytes: Buffer;
}

/** The lines of a file, in batches; a byte order mark at the start is taken off. */
export async function* csvLines(file: string, signal?: AbortSignal): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) {
    const buffer: Buffer = rest.length ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    const lines: Line[] = [];
    let start = 0;
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, start)) {
      lines.push(line(++number, buffer.subarray(start, end)));
      start = end + 1;
    }
    rest = buffer.subarray(start);
    if (lines.length) yield lines;
  }
  if (rest.length) yield [line(number + 1, rest)];
}

function line(number: number, bytes: Buffer): Line {
  const start = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const end = bytes.length > start && bytes[bytes.length - 1] === 13 ? bytes.length - 1 : bytes.length;
  return { number, bytes: bytes.subarray(start, end) };
}
