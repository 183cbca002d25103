// What a notebook gets: the data, and the means to show, to check and to tell how far it is.
import { join } from "node:path";
import { loadDraw } from "../charts/svg";
import { InvalidInputError } from "../core/errors";
import { homeFolder } from "../core/home";
import type { Progress } from "../core/progress";
import { openDuckDb } from "../engine/duckdb";
import type { Engine } from "../engine/engine";
import { type Check, checkPromise } from "./check";
import { type CellDisplay, showIn } from "./display";
import { progressLine } from "./progress-line";
import { type ShowThing, showThing } from "./show";
import { tracedEngine } from "./traced-engine";

export interface WorkbookOptions {
  /** The cell's display: `import { display } from "tslab"`. */
  readonly display: CellDisplay;
}

/** The tools of a notebook's cells. */
export interface Workbook {
  readonly db: Engine;
  /** Shows a chart, rows as a table, or Markdown text. */
  readonly show: ShowThing;
  /** Holds a promise of the chapter: says that it is kept, or ends the notebook. */
  readonly check: Check;
  /** A line that moves while work goes on; handed to whatever takes a while. */
  readonly progress: Progress;
}

/**
 * Opens the workbook in a notebook.
 *
 * @throws InvalidInputError when `display` is not tslab's
 * @example in a cell
 * import { display } from "tslab";
 * import { openWorkbook } from "customer-360";
 * const { db, show, check } = await openWorkbook({ display });
 */
export async function openWorkbook({ display }: WorkbookOptions): Promise<Workbook> {
  if (typeof display?.raw !== "function") {
    throw new InvalidInputError(`openWorkbook needs { display } from "tslab", got ${typeof display}`);
  }
  const draw = await loadDraw();
  const db = tracedEngine(openDuckDb({ file: join(homeFolder(), "workbook.duckdb") }));
  process.once("beforeExit", () => void db.close()); // a kernel that was asked to end leaves the file in order
  const show = showIn(display);
  return { db, show: showThing(show, draw), check: checkPromise, progress: progressLine(show) };
}
