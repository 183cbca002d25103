// A lake in an S3 bucket, or in anything that speaks S3 behind AWS_ENDPOINT_URL_S3.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import { UnavailableError } from "../core/errors";
import { type Progress, silent } from "../core/progress";
import type { Lake, LakeFile } from "./lake";
import { byPath, lakePath } from "./lake-path";
import { isManifest, manifestPath, parseManifest, sha256Of } from "./manifest";
import { DownloadCache } from "./s3-cache";
import { oneLine } from "./s3-errors";

/** Beyond this a file goes in parts; S3 takes no smaller ones. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 3;

export class S3Lake implements Lake {
  readonly location: string;
  private opened: Promise<S3Client> | undefined;
  private readonly cache: DownloadCache;

  constructor(
    private readonly bucket: string,
    private readonly prefix: string,
    private readonly signal?: AbortSignal,
  ) {
    this.location = `s3://${bucket}${prefix ? `/${prefix}` : ""}`;
    this.cache = new DownloadCache(this.location, signal);
  }

  async list(folder: string): Promise<LakeFile[]> {
    const top = this.key(folder === "" ? "" : `${lakePath(folder)}/`);
    return this.asking("list files", async (client) => {
      const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
      const files: LakeFile[] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: this.bucket, Prefix: top })) {
        for (const { Key = "", Size = 0 } of page.Contents ?? []) {
          if (!Key.endsWith("/")) files.push({ path: Key.slice(this.key("").length), bytes: Size });
        }
      }
      return files.sort(byPath);
    });
  }

  /**
   * The SDK's own Upload sends the parts: it keeps few of them in memory, tells how far it is, and gives the upload up
   * on the server when a part fails for good, so that nothing half-written is left and no parts are paid for. Its own
   * abort() would not wait for that; a stopped body is a part that failed.
   */
  async put(path: string, localFile: string, progress: Progress = silent): Promise<void> {
    const key = this.key(lakePath(path));
    const { size: total } = await stat(localFile).catch((error: Error) => {
      throw new UnavailableError(`${path} could not be put into ${this.location}: ${error.message}`, { cause: error });
    });
    await this.asking(`put ${path}`, async (client) => {
      const { Upload } = await import("@aws-sdk/lib-storage");
      const upload = new Upload({
        client,
        params: {
          Bucket: this.bucket,
          Key: key,
          Body: createReadStream(localFile, { highWaterMark: 1 << 20, signal: this.signal }),
        },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      });
      progress({ task: path, done: 0, total });
      upload.on("httpUploadProgress", ({ loaded = 0 }) => {
        if (loaded < total) progress({ task: path, done: loaded, total });
      });
      await upload.done();
      progress({ task: path, done: total, total });
    });
  }

  /** A download is kept until the object changes, and held against its manifest; one that differs is fetched again. */
  async fetch(path: string): Promise<string> {
    const key = this.key(lakePath(path));
    return this.asking(`fetch ${path}`, async (client) => {
      const download = (isFresh: boolean) => this.cache.fetch(client, this.bucket, key, isFresh);
      const { file, is_new } = await download(false);
      if (!is_new || isManifest(path)) return file;
      const told = await this.cache.fetch(client, this.bucket, manifestPath(key), false).catch(() => undefined);
      const manifest = told && (await manifestIn(told.file));
      if (!manifest || (await sha256Of(file)) === manifest.sha256) return file;
      return (await download(true)).file;
    });
  }

  async remove(path: string): Promise<void> {
    const key = this.key(lakePath(path));
    await this.asking(`remove ${path}`, async (client) => {
      const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
      await client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
    });
  }

  private key(path: string): string {
    return this.prefix ? `${this.prefix}/${path}` : path;
  }

  private async asking<T>(what: string, job: (client: S3Client) => Promise<T>): Promise<T> {
    this.signal?.throwIfAborted();
    try {
      this.opened ??= openClient();
      return await job(await this.opened);
    } catch (error) {
      if (error instanceof UnavailableError || this.signal?.aborted) throw error;
      throw new UnavailableError(`${this.location} could not ${what}: ${oneLine(error, this.bucket)}`, {
        cause: error,
      });
    }
  }
}

/** The SDK is read when a bucket is first used: a folder lake need not wait for it. */
async function openClient(): Promise<S3Client> {
  // what later versions of the SDK will need is nothing a reader can act on here
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { S3Client } = await import("@aws-sdk/client-s3");
  const isForeign = Boolean(process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL);
  if (!isForeign) return new S3Client({ maxAttempts: 4 });
  // other servers seldom know bucket names as host names, nor the checksums that the SDK adds for Amazon's own
  return new S3Client({
    maxAttempts: 4,
    region: process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || "us-east-1",
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

async function manifestIn(file: string) {
  const { readFile } = await import("node:fs/promises");
  try {
    return parseManifest(await readFile(file, "utf8"), file);
  } catch {
    return undefined; // whoever reads the manifest itself says what is wrong with it
  }
}
