// A real S3 server on loopback, and a proxy in front of it that can break connections off.
import { mkdtempSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";

export interface S3Stage {
  /** The proxy's address; requests through it are seen and may be broken off. */
  readonly endpoint: string;
  /** Method and path with query of every request so far. */
  readonly requests: string[];
  /** Decides which requests lose their connection half-way through their body, or before the answer. */
  breaks: (request: string) => boolean;
  close(): Promise<void>;
}

/** Starts the server with a bucket called "books". */
export async function s3Stage(): Promise<S3Stage> {
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: mkdtempSync(join(tmpdir(), "c360-s3rver-")),
    configureBuckets: [{ name: "books", configs: [] }],
  });
  const { port } = await server.run();
  const requests: string[] = [];
  const stage = { breaks: (_request: string) => false };
  const proxy = http.createServer((request, response) => {
    const name = `${request.method} ${request.url}`;
    requests.push(name);
    if (stage.breaks(name)) {
      request.once("data", () => request.socket.destroy());
      if (request.method !== "PUT") request.socket.destroy();
      return;
    }
    if (request.method === "DELETE" && request.url?.includes("uploadId=")) {
      response.writeHead(204).end(); // giving an upload up is the one call that s3rver does not know
      return;
    }
    const onward = http.request(
      { host: "127.0.0.1", port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    requests,
    get breaks() {
      return stage.breaks;
    },
    set breaks(breaks) {
      stage.breaks = breaks;
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((done) => proxy.close(done));
      await server.close();
    },
  };
}
