// A tslab kernel in a process of its own, driven over ZeroMQ on loopback.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { Dealer, Subscriber } from "zeromq";
import { firstLine, UnavailableError } from "../core/errors";
import { projectFolder } from "../core/home";
import { type Connection, newConnection } from "./kernel-connection";
import type { KernelRequest } from "./kernel-main";
import { type Message, messageOf, requestFrames, requestId } from "./wire";

export interface KernelOptions {
  /** Its working folder: modules are resolved from here. */
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly start_timeout_seconds?: number;
  /** Ends it at once when aborted, also while it starts. */
  readonly signal?: AbortSignal;
}

/** How the kernel answered a cell. */
export type CellStatus = "ok" | "error" | "abort";

export interface Kernel {
  readonly pid: number;
  /** Runs one cell; `listen` hears its outputs as they come. Rejects when the kernel ends first. */
  execute(code: string, listen: (message: Message) => void): Promise<CellStatus>;
  /** The most memory it has used so far. */
  peakMib(): Promise<number>;
  /**
   * Makes it ready for another notebook: names, globals, environment and folder are as at the start, workbooks closed.
   *
   * @throws UnavailableError when it cannot be made so; it should be ended then
   */
  reset(): Promise<void>;
  /** Asks it to end, and ends it when it does not; resolves when the process is gone. */
  close(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** What starts a kernel: the command, and the connection file as its last argument. JupyterLab uses the same. */
export const kernelCommand: readonly string[] = [
  process.execPath,
  "--disable-warning=ExperimentalWarning", // Node 20 warns when it requires an ES module, with a process id in the text
  "--stack-trace-limit=50", // so that the failing line of the cell is still in the trace
  "--max-semi-space-size=64", // frames and rows of a table are young by the hundred thousand: swept up a third as often
  join(projectFolder, "lib/dist/notebook/kernel-main.js"),
];

/** On a busy machine a socket may sleep through a message; the next one wakes it, so a question is asked again. */
const NUDGE_MS = 1000;

/** tslab drops what arrives within a fifth of a second of a cell that failed, so a reset takes longer. */
const REFUSES_MS = 300;

/** A kernel that is idle answers at once; one whose cell has left a statement running does not. */
const ANSWER_SECONDS = 20;

/**
 * Starts a kernel and waits until it answers.
 *
 * @throws UnavailableError when it ends or stays silent instead
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  for (let attempt = 1; ; attempt++) {
    const kernel = new TslabKernel(await newConnection(), options);
    const trouble = await kernel.ready(options.start_timeout_seconds ?? 60);
    if (!trouble) return kernel;
    await kernel.kill();
    if (options.signal?.aborted) throw new DOMException("The notebook kernel was stopped", "AbortError");
    // between choosing a port and binding it somebody else may have taken it
    if (attempt < 3 && trouble.includes("Address already in use")) continue;
    throw new UnavailableError(`The notebook kernel did not start: ${trouble}`);
  }
}

class TslabKernel implements Kernel {
  private readonly shell = new Dealer({ linger: 0, reconnectInterval: 20 });
  private readonly control = new Dealer({ linger: 0, reconnectInterval: 20 });
  private readonly iopub = new Subscriber({ linger: 0, reconnectInterval: 20, receiveHighWaterMark: 0 }); // drops nothing
  private readonly process;
  private readonly listeners = new Map<string, (message: Message) => void>();
  /** Resolves, with how it ended, when the process is gone. */
  private readonly ended: Promise<string>;
  private spoken = "";
  /** Whether the last cell failed. */
  private hasFailed = false;

  constructor(
    private readonly connection: Connection,
    { cwd, env, signal }: KernelOptions,
  ) {
    const [node, ...args] = kernelCommand;
    // no clean-up by execa: its signal handler would end this process before ours could tell the run to stop
    const settings = {
      cleanup: false,
      cwd,
      env: { ...env },
      stdin: "ignore",
      ipc: true,
      reject: false,
      buffer: false,
    } as const;
    this.process = execa(node!, [...args, connection.file], settings);
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.spoken = (this.spoken + chunk.toString("utf8")).slice(-4000);
      });
    }
    const onAbort = () => this.process.kill("SIGKILL");
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    this.ended = this.process.then(({ signal: killedBy, exitCode, originalMessage }) => {
      signal?.removeEventListener("abort", onAbort);
      this.closeSockets();
      return killedBy ?? (exitCode === undefined ? (originalMessage ?? "no such program") : `exit code ${exitCode}`);
    });
    this.shell.connect(connection.address("shell"));
    this.control.connect(connection.address("control"));
    this.iopub.connect(connection.address("iopub"));
    this.iopub.subscribe();
    void this.listen(this.shell);
    void this.listen(this.iopub);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /**
   * Nothing when it answers on both sockets in time, else what went wrong. It is asked one question at a time: a kernel
   * that starts slowly would find hundreds of them waiting, trip over its own answers, and never hear of the first cell.
   */
  async ready(timeout_seconds: number): Promise<string | undefined> {
    const heard = new Set<string>();
    let askedAt = Number.NEGATIVE_INFINITY;
    const answered = new Promise<undefined>((resolve) => {
      this.listeners.set("ready", ({ type }) => {
        if (heard.add(type).has("status") && heard.has("kernel_info_reply")) resolve(undefined);
        else if (type === "kernel_info_reply") askedAt = Number.NEGATIVE_INFINITY; // what it published went by before we listened
      });
    });
    const giveUp = new AbortController();
    const asking = (async () => {
      for (const until = Date.now() + 1000 * timeout_seconds; Date.now() < until; ) {
        if (performance.now() > askedAt + NUDGE_MS) {
          askedAt = performance.now();
          this.askWhoItIs("ready");
        }
        await sleep(50, undefined, { signal: giveUp.signal });
        if (this.spoken.includes("Address already in use")) return "Address already in use";
      }
      return `no answer in ${timeout_seconds} s`;
    })();
    asking.catch(() => {}); // the sleep was cut short, or the sockets closed
    const died = this.ended.then((how) => `it ended with ${how}${this.spoken ? `: ${tellingLine(this.spoken)}` : ""}`);
    try {
      return await Promise.race([answered, died, asking]);
    } finally {
      giveUp.abort();
      this.listeners.delete("ready");
    }
  }

  async execute(code: string, listen: (message: Message) => void): Promise<CellStatus> {
    const id = requestId();
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
    const answered = new Promise<CellStatus>((resolve) => {
      let status: CellStatus | undefined;
      let isIdle = false;
      this.listeners.set(id, (message) => {
        if (message.type === "execute_reply") status = message.content.status as CellStatus;
        else if (message.type !== "status") listen(message);
        else if (message.content.execution_state === "idle") isIdle = true;
        if (!status || !isIdle) return; // the reply and the outputs travel on different sockets
        this.hasFailed = status !== "ok";
        resolve(status);
      });
    });
    const died = this.ended.then((how) => {
      throw new UnavailableError(`the notebook kernel ended (${how})`);
    });
    await this.deliver(requestFrames("execute_request", id, content, this.connection.key));
    const nudging = setInterval(() => this.askWhoItIs("nudge"), NUDGE_MS);
    try {
      return await Promise.race([answered, died]);
    } finally {
      clearInterval(nudging);
    }
  }

  /** Sends as soon as the socket takes it; of one that was closed, the kernel's end says what happened. */
  private async deliver(frames: string[]): Promise<void> {
    while (!this.shell.closed) {
      try {
        return await this.shell.send(frames);
      } catch {
        await sleep(20);
      }
    }
  }

  /** A question that changes nothing. Nobody waits until it has gone: a socket that is busy or closed will not take it. */
  private askWhoItIs(id: string): void {
    this.shell.send(requestFrames("kernel_info_request", id, {}, this.connection.key)).catch(() => {});
  }

  async peakMib(): Promise<number> {
    return Math.round(Number(await this.ask("peak")));
  }

  async reset(): Promise<void> {
    if (this.hasFailed) await sleep(REFUSES_MS);
    await this.ask("reset");
    this.listeners.clear(); // and with them what the cells have shown
  }

  private async ask(request: KernelRequest): Promise<unknown> {
    const asked = (async () => Promise.all([this.process.getOneMessage(), this.process.sendMessage(request)]))().catch(
      async (error) => {
        throw new UnavailableError(`the notebook kernel ended (${await this.ended})`, { cause: error });
      },
    );
    const patience = sleep(1000 * ANSWER_SECONDS, undefined, { ref: false }).then(() => {
      throw new UnavailableError(`the notebook kernel did not answer in ${ANSWER_SECONDS} s`);
    });
    const [answer] = await Promise.race([asked, patience]);
    return answer;
  }

  async close(): Promise<void> {
    if (this.control.closed) return; // it has ended already
    const request = requestFrames("shutdown_request", requestId(), { restart: false }, this.connection.key);
    await this.control.send(request).catch(() => {});
    const isGone = await Promise.race([this.ended, sleep(2000, undefined, { ref: false })]);
    if (!isGone) await this.kill();
  }

  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  private async listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = messageOf(frames, this.connection.key);
      if (message) this.listeners.get(message.parent_id)?.(message);
    }
  }

  private closeSockets(): void {
    for (const socket of [this.shell, this.control, this.iopub]) socket.close();
    this.connection.remove();
  }
}

/** Of what a dying process said, the line with the error in it. */
function tellingLine(text: string): string {
  return firstLine(text.split("\n").find((line) => /error/i.test(line)) ?? text.trim());
}
