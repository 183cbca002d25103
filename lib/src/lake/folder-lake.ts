// A lake in a folder.
import { randomBytes } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { copyFile, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UnavailableError } from "../core/errors";
import { makeFolder } from "../core/make-folder";
import { type Progress, silent } from "../core/progress";
import type { Lake, LakeFile } from "./lake";
import { byPath, lakePath } from "./lake-path";

// A file being written carries the writer's process id, so that the next writer knows a dead one's leftover.
const PARTIAL = /^\..+\.(\d+)-[0-9a-f]+\.partial$/;

export class FolderLake implements Lake {
  readonly location: string;

  constructor(folder: string) {
    this.location = resolve(folder);
  }

  async list(folder: string): Promise<LakeFile[]> {
    const top = folder === "" ? this.location : join(this.location, lakePath(folder));
    if (!existsSync(top)) return [];
    return this.telling(`${top} could not be listed`, async () => {
      const entries = await readdir(top, { recursive: true, withFileTypes: true });
      const names = entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => join(entry.parentPath, entry.name));
      const files = await Promise.all(
        names.map(async (name) => ({ path: this.pathOf(name), bytes: await size(name) })),
      );
      return files.sort(byPath);
    });
  }

  async put(path: string, localFile: string, progress: Progress = silent): Promise<void> {
    const target = join(this.location, lakePath(path));
    if (resolve(localFile) === target) return;
    await this.telling(`${path} could not be put into the lake ${this.location}`, async () => {
      const total = await size(localFile);
      progress({ task: path, done: 0, total });
      makeFolder(dirname(target));
      await clearLeftovers(dirname(target));
      const partial = join(
        dirname(target),
        `.${basename(target)}.${process.pid}-${randomBytes(4).toString("hex")}.partial`,
      );
      try {
        await copyFile(localFile, partial, constants.COPYFILE_FICLONE);
        await toDisk(partial);
        await rename(partial, target);
        await toDisk(dirname(target));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      progress({ task: path, done: total, total });
    });
  }

  async fetch(path: string): Promise<string> {
    const file = join(this.location, lakePath(path));
    if (!existsSync(file)) throw new UnavailableError(`The lake ${this.location} has no file ${path}`);
    return file;
  }

  async remove(path: string): Promise<void> {
    const file = join(this.location, lakePath(path));
    await this.telling(`${path} could not be taken out of the lake ${this.location}`, () => rm(file, { force: true }));
  }

  private pathOf(file: string): string {
    return relative(this.location, file).split(sep).join("/");
  }

  private async telling<T>(what: string, job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } catch (error) {
      throw new UnavailableError(`${what}: ${(error as Error).message}`, { cause: error });
    }
  }
}

async function size(file: string): Promise<number> {
  return (await stat(file)).size;
}

async function toDisk(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const writer = Number(PARTIAL.exec(name)?.[1]);
    if (writer && !isAlive(writer)) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
