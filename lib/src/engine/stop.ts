// Stops a running statement when its signal aborts or its time is over.
import { UnavailableError } from "../core/errors";
import type { Statement } from "../sql/statement";

/** A watch over one running statement. */
export interface StopWatch {
  /** Why the statement was stopped; undefined while it may run. */
  readonly reason: Error | undefined;
  /** Settles, with a rejection, when the statement is stopped. */
  readonly stopped: Promise<never>;
  /** Throws the reason if there is one. */
  check(): void;
  /** Ends the watch. */
  end(): void;
}

/**
 * Watches a statement's signal and its timeout.
 *
 * @param interrupt asks the database to stop; called once
 */
export function watchStop(statement: Statement, interrupt: () => void): StopWatch {
  const { name, signal, timeout_seconds } = statement;
  let reason: Error | undefined;
  let reject: (error: Error) => void = () => {};
  const stopped = new Promise<never>((_resolve, whenStopped) => {
    reject = whenStopped;
  });
  stopped.catch(() => {}); // nobody may be listening
  const stop = (why: Error) => {
    if (reason) return;
    reason = why;
    interrupt();
    reject(why);
  };
  const abort = () => stop(new DOMException(`${name} was cancelled`, "AbortError"));
  const timeout = () => stop(new UnavailableError(`${name} took longer than its ${timeout_seconds} s and was stopped`));
  const timer = timeout_seconds === undefined ? undefined : setTimeout(timeout, 1000 * timeout_seconds);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  return {
    get reason() {
      return reason;
    },
    stopped,
    check() {
      if (reason) throw reason;
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}
