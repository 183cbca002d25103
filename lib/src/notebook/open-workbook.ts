// What a notebook gets: the data, and the means to show, to check and to tell how far it is.
import { loadDraw } from "../charts/svg";
import { InvalidInputError } from "../core/errors";
import type { Progress } from "../core/progress";
import { closePlatform, openPlatform, type Platform } from "../pipeline/platform";
import { isBound, needWholeBooks } from "../pipeline/settings";
import { type Check, checkPromise, tellFinding } from "./check";
import { type CellDisplay, showIn } from "./display";
import { type EndChapter, endChapterIn } from "./end-chapter";
import { progressLine } from "./progress-line";
import { type ShowThing, showThing } from "./show";
import { tracedEngine } from "./traced-engine";

export interface WorkbookOptions {
  /** The cell's display: `import { display } from "tslab"`. */
  readonly display: CellDisplay;
}

/** The tools of a notebook's cells. */
export interface Workbook {
  /** Database, lake and settings together: what the stages of the data work with. */
  readonly platform: Platform;
  readonly db: Platform["db"];
  /** Shows a chart, rows as a table, or Markdown text. */
  readonly show: ShowThing;
  /** Holds a promise of the chapter: says that it is kept, or ends the notebook. */
  readonly check: Check;
  /** A fact about the generated world: holds like a check there; in loaded books, and in few, it is told and binds nobody. */
  readonly finding: Check;
  /** Ends a chapter that loaded books give nothing to work on. */
  readonly endChapter: EndChapter;
  /** A line that moves while work goes on; handed to whatever takes a while. */
  readonly progress: Progress;
}

/**
 * Opens the workbook in a notebook: `const { db, show, check } = await openWorkbook({ display })`, with `display`
 * imported from "tslab".
 *
 * @throws InvalidInputError when `display` is not tslab's, or a load of other books was cut off
 */
export async function openWorkbook({ display }: WorkbookOptions): Promise<Workbook> {
  if (typeof display?.raw !== "function") {
    throw new InvalidInputError(`openWorkbook needs { display } from "tslab", got ${typeof display}`);
  }
  const draw = await loadDraw();
  const untraced = openPlatform();
  needWholeBooks(untraced.settings);
  const db = tracedEngine(untraced.db);
  const embedded = untraced.embedded === untraced.db ? db : tracedEngine(untraced.embedded);
  const platform = { ...untraced, db, embedded };
  if (opened.push(platform) === 1) process.once("beforeExit", closeWorkbooks); // a kernel that is to end leaves the file in order
  const show = showIn(display);
  const endChapter = endChapterIn(platform.settings);
  const finding = isBound(platform.settings) ? checkPromise : tellFinding;
  return {
    platform,
    db,
    show: showThing(show, draw),
    check: checkPromise,
    finding,
    endChapter,
    progress: progressLine(show),
  };
}

const opened: Platform[] = [];

/** Closes what the workbooks opened so far work with. */
export async function closeWorkbooks(): Promise<void> {
  process.off("beforeExit", closeWorkbooks);
  await Promise.all(opened.splice(0).map(closePlatform));
}
