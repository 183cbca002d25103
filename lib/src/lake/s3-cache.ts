// Downloads that stay here until their object in the bucket changes.
import { createHash, randomBytes } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import { homePlace } from "../core/home";
import { makeFolder } from "../core/make-folder";

/** A body may break off on the way although the answer began well; the SDK does not ask again then. */
const ATTEMPTS = 3;

export class DownloadCache {
  constructor(
    private readonly location: string,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * A local file with the object's content.
   *
   * @param isFresh download even when the cached one is of the same version
   */
  async fetch(
    client: S3Client,
    bucket: string,
    key: string,
    isFresh: boolean,
  ): Promise<{ readonly file: string; readonly is_new: boolean }> {
    const { HeadObjectCommand } = await import("@aws-sdk/client-s3");
    const file = join(this.folder(), ...key.split("/"));
    const note = `${file}.version`;
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const version = `${head.ETag} ${head.ContentLength}`;
    const held = existsSync(file) && existsSync(note) ? await readFile(note, "utf8") : undefined;
    if (held === version && !isFresh) return { file, is_new: false };
    makeFolder(dirname(file));
    await rm(note, { force: true });
    await this.download(client, bucket, key, file);
    await writeFile(note, version);
    return { file, is_new: true };
  }

  private async download(client: S3Client, bucket: string, key: string, file: string): Promise<void> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const partial = `${file}.${process.pid}-${randomBytes(4).toString("hex")}.partial`;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        await pipeline(answer.Body as Readable, createWriteStream(partial), { signal: this.signal });
        const { size } = await stat(partial);
        if (answer.ContentLength !== undefined && size !== answer.ContentLength) {
          throw new Error(`${answer.ContentLength} bytes were promised, ${size} came`);
        }
        await rename(partial, file);
        return;
      } catch (error) {
        await rm(partial, { force: true });
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
        if (attempt === ATTEMPTS || this.signal?.aborted || (status !== undefined && status < 500)) throw error;
      }
    }
  }

  private folder(): string {
    return join(homePlace("lake_cache"), createHash("sha256").update(this.location).digest("hex").slice(0, 12));
  }
}
