// Jupyter's messages on the wire: four JSON parts behind a signature. Written here because it is one page, where
// the client packages bring a message store and a stream library of their own.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** One message to or from a kernel. */
export interface Message {
  readonly type: string;
  readonly id: string;
  /** The id of the request it answers; empty for a request. */
  readonly parent_id: string;
  readonly content: Record<string, unknown>;
}

const DELIMITER = "<IDS|MSG>";

/**
 * The frames of a request, signed with the connection's key.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
export function requestFrames(type: string, id: string, content: object, key: string): string[] {
  const header = { msg_id: id, msg_type: type, session: id, username: "c360", version: "5.3", date: "" };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return [DELIMITER, signature(parts, key), ...parts];
}

/** A new id for a request. */
export function requestId(): string {
  return randomUUID();
}

/** The message in received frames, or nothing when they are no message or the signature does not fit the key. */
export function messageOf(frames: readonly Uint8Array[], key: string): Message | undefined {
  const texts = frames.map((frame) => Buffer.from(frame).toString("utf8"));
  const start = texts.indexOf(DELIMITER);
  const [received, ...parts] = texts.slice(start + 1);
  if (start < 0 || parts.length < 4 || !isSame(received!, signature(parts, key))) return undefined;
  const [header, parent, , content] = parts.map((part) => JSON.parse(part));
  return { type: header.msg_type, id: header.msg_id, parent_id: parent.msg_id ?? "", content };
}

function signature(parts: readonly string[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
