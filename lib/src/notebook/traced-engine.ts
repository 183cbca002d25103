// An engine whose errors remember which line of which cell asked.
import type { Engine } from "../engine/engine";

/**
 * The same engine; when it rejects, the error's trace goes on with the frames of the caller. A driver answers from
 * its own thread, where the trace of the cell has ended, and the cell's line is what a reader needs.
 */
export function tracedEngine(engine: Engine): Engine {
  return {
    name: engine.name,
    rows: (statement) => traced(engine.rows(statement)),
    columns: (statement) => traced(engine.columns(statement)),
    run: (statement) => traced(engine.run(statement)),
    load: (table, rows) => traced(engine.load(table, rows)),
    close: () => engine.close(),
  };
}

async function traced<T>(answer: Promise<T>): Promise<T> {
  const asked = new Error("asked").stack?.split("\n").slice(1) ?? []; // taken now: later the caller has moved on
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && !error.stack?.includes("evalmachine")) {
      error.stack = [error.stack, ...asked.filter((frame) => frame.includes("evalmachine"))].join("\n");
    }
    throw error;
  }
}
