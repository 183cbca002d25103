// The lake: where data files wait for bronze. A folder by default, an S3 bucket when one is named.
import { InvalidInputError } from "../core/errors";
import { homePlace } from "../core/home";
import type { Progress } from "../core/progress";
import { FolderLake } from "./folder-lake";
import { S3Lake } from "./s3-lake";

/** A file in the lake. */
export interface LakeFile {
  /** Where it lies, from the lake's top, with forward slashes: "transactions/transactions_2024-10.parquet". */
  readonly path: string;
  readonly bytes: number;
}

/** Files by path. A file is there whole or not at all: readers never meet one that is being written. */
export interface Lake {
  /** The folder or `s3://bucket/prefix`, as people read it. */
  readonly location: string;
  /** All files under a folder, in the order of their paths; "" lists the whole lake. */
  list(folder: string): Promise<LakeFile[]>;
  /** Copies a local file into the lake, in place of one with the same path. Progress counts bytes. */
  put(path: string, localFile: string, progress?: Progress): Promise<void>;
  /** A local file with the content at `path`; to be read, not changed. */
  fetch(path: string): Promise<string>;
  /** Takes a file out; nothing happens when there is none. */
  remove(path: string): Promise<void>;
}

/**
 * Opens a lake. Nothing is read or made until it is used.
 *
 * @param location a folder, or `s3://bucket` with or without a prefix; without one `C360_LAKE` counts, then the
 *   folder `lake` in the state folder
 * @param signal ends transfers to and from a bucket, with an AbortError
 * @throws InvalidInputError when an `s3://` location has no usable bucket name
 */
export function openLake(location: string = process.env.C360_LAKE || homePlace("lake"), signal?: AbortSignal): Lake {
  if (!location.startsWith("s3://")) {
    const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(location)?.[1];
    if (scheme)
      throw new InvalidInputError(`A lake is a folder or s3://bucket/prefix, got one that starts ${scheme}://`);
    return new FolderLake(location);
  }
  const [bucket = "", ...folders] = location.slice("s3://".length).split("/");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new InvalidInputError(
      `A lake on S3 needs a bucket name of 3 to 63 small letters, digits, dots and hyphens, got ${JSON.stringify(bucket)}`,
    );
  }
  return new S3Lake(bucket, folders.filter(Boolean).join("/"), signal);
}
