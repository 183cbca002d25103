// An engine for one command: what it is asked stops when the command is stopped.
import type { Statement } from "../sql/statement";
import type { Engine } from "./engine";

/** The same engine; each statement that brings no signal of its own listens to this one. */
export function stoppable(engine: Engine, signal: AbortSignal): Engine {
  const stopping = (statement: Statement): Statement => ({ ...statement, signal: statement.signal ?? signal });
  return {
    name: engine.name,
    rows: (statement) => engine.rows(stopping(statement)),
    columns: (statement) => engine.columns(stopping(statement)),
    run: (statement) => engine.run(stopping(statement)),
    load: async (table, rows) => {
      signal.throwIfAborted();
      return engine.load(table, rows);
    },
    close: () => engine.close(),
  };
}
