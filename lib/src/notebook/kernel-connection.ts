// Where a kernel listens, and the key that signs what is said to it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Connection {
  /** The file that tells the kernel all this, readable by this user alone. */
  readonly file: string;
  readonly key: string;
  readonly address: (socket: "shell" | "iopub" | "control") => string;
  /** Takes the file away. */
  remove(): void;
}

/** A connection file with five free ports and a random key, readable by this user alone. */
export async function newConnection(): Promise<Connection> {
  const [shell, iopub, control, stdin, hb] = await freePorts(5);
  const key = randomBytes(32).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "c360-kernel-"));
  const file = join(folder, "connection.json");
  const ports = { shell_port: shell, iopub_port: iopub, control_port: control, stdin_port: stdin, hb_port: hb };
  const settings = { ip: "127.0.0.1", transport: "tcp", signature_scheme: "hmac-sha256", key, ...ports };
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return {
    file,
    key,
    address: (socket) => `tcp://127.0.0.1:${ports[`${socket}_port`]}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
