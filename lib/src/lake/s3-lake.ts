// A lake in an S3 bucket.
import { UnavailableError } from "../core/errors";
import type { Lake, LakeFile } from "./lake";

export class S3Lake implements Lake {
  readonly location: string;

  constructor(bucket: string, prefix: string) {
    this.location = `s3://${bucket}${prefix ? `/${prefix}` : ""}`;
  }

  list(_folder: string): Promise<LakeFile[]> {
    return this.notYet();
  }
  put(_path: string, _localFile: string): Promise<void> {
    return this.notYet();
  }
  fetch(_path: string): Promise<string> {
    return this.notYet();
  }
  remove(_path: string): Promise<void> {
    return this.notYet();
  }

  private notYet(): Promise<never> {
    return Promise.reject(new UnavailableError(`${this.location} cannot be reached by this version; use a folder`));
  }
}
