// Sockets that say all that a kernel has to say. tslab sends without waiting for the message before, and from the 513th
// message on zeromq may put one off and refuses the next meanwhile; beyond a thousand in the queue it drops what is
// published. A cell that prints much then fails, or never ends because its last word is lost.
import * as zeromq from "zeromq";

/** Sent at once, and kept until it is taken. */
const options = { sendTimeout: 0, sendHighWaterMark: 0 } as const;

class OutspokenPublisher extends zeromq.Publisher {
  constructor() {
    super(options);
  }
}

class OutspokenRouter extends zeromq.Router {
  constructor() {
    super(options);
  }
}

/** Puts them in the place of zeromq's own, for whoever uses it from now on. */
export function useOutspokenSockets(): void {
  Object.assign(zeromq, { Publisher: OutspokenPublisher, Router: OutspokenRouter });
}
