// What S3 and the SDK say when something fails, in one line that tells what to do. Keys and tokens are never part of it.
import { firstLine } from "../core/errors";

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Our words for an error of the SDK. */
export function oneLine(error: unknown, bucket: string): string {
  const { name = "", code = "", message = "", $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  if (name === "NoSuchBucket") return `there is no bucket ${bucket}; make it, or name another one`;
  if (name === "NoSuchKey" || name === "NotFound" || status === 404) return "there is no such file";
  if (/Credentials|TokenProvider/.test(name) || /credentials/i.test(message)) {
    return "no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  }
  if (/ExpiredToken/.test(name)) return "the AWS session has expired; log in again";
  if (
    /AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch/.test(name) ||
    status === 403 ||
    status === 401
  ) {
    return `access was refused${name ? ` (${name})` : ""}; check the AWS credentials and the bucket's policy`;
  }
  if (/Region is missing/i.test(message)) return "no AWS region is set; set AWS_REGION to the bucket's region";
  if (name === "PermanentRedirect" || status === 301) {
    return "the bucket is in another region; set AWS_REGION to the bucket's region";
  }
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH/.test(code) || /Timeout/.test(name)) {
    return `the server could not be reached or broke off (${code || name}); check the network and AWS_ENDPOINT_URL_S3`;
  }
  if (/socket hang up|aborted|premature close/i.test(message)) {
    return "the server broke the connection off; try again";
  }
  return firstLine(message) || name || "an error without words";
}
