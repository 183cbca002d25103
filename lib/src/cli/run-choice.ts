// What `c360 run` was asked for: which notebooks, at which size. Decided before anything is written or started.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "../core/errors";
import { projectFolder } from "../core/home";
import { changedSettings, defaultSettings, needWholeBooks, readSettings, type Settings } from "../pipeline/settings";

export interface RunChoice {
  readonly customers?: number;
  readonly seed?: number;
  /** The number of the one notebook to run. */
  readonly only?: string;
  /** The number of the first notebook to run. */
  readonly from?: string;
  /** Where executed notebooks are written; `executed/` in the state folder when left out. */
  readonly output?: string;
}

/** Smaller books miss most of the published statistics that chapter 2 holds them against. */
const FEWEST_CUSTOMERS = 200;

export const notebooksFolder = join(projectFolder, "notebooks");

/** The notebooks there are, in reading order, by name without ending. */
export function allNotebooks(): string[] {
  if (!existsSync(notebooksFolder)) return [];
  return readdirSync(notebooksFolder)
    .filter((file) => /^\d\d_.*\.ipynb$/.test(file))
    .map((file) => file.replace(".ipynb", ""))
    .sort();
}

/**
 * What the run is to be made from. A run from the start makes the usual books unless told otherwise; one notebook, or
 * the rest from one on, goes on with what the state folder holds.
 *
 * @throws InvalidInputError for a size or seed that cannot be, or that nobody would read
 */
export function settingsOf({ customers, seed, only, from }: RunChoice): Settings {
  const now = readSettings();
  needWholeBooks(now);
  const asked = { ...(customers !== undefined && { customers }), ...(seed !== undefined && { seed }) };
  if (now.books === "loaded") {
    const [option] = Object.entries(asked);
    if (option) {
      throw new InvalidInputError(
        `run makes no customers while books from a folder are loaded, got --${option.join(" ")}; npx c360 reset leads back to generated books`,
      );
    }
    return now;
  }
  const isFromStart = only === undefined && from === undefined;
  const settings = changedSettings({ ...(isFromStart && defaultSettings), ...asked });
  if (customers !== undefined && customers < FEWEST_CUSTOMERS) {
    throw new InvalidInputError(
      `run needs --customers of ${FEWEST_CUSTOMERS} or more, got ${customers}: fewer have no statistics to show`,
    );
  }
  return settings;
}

/**
 * The notebooks to run.
 *
 * @throws InvalidInputError when a number names none, or none is left
 */
export function chosenNotebooks({ only, from }: RunChoice, { books }: Settings): string[] {
  const all = allNotebooks();
  for (const number of [only, from]) {
    if (number !== undefined && !all.some((name) => name.startsWith(`${number}_`))) {
      throw new InvalidInputError(
        `run needs a notebook's number, one of ${all.map((name) => name.slice(0, 2)).join(", ")}; got ${number}`,
      );
    }
  }
  const asked = all
    .filter((name) => only === undefined || name.startsWith(`${only}_`))
    .filter((name) => from === undefined || name.slice(0, 2) >= from);
  if (asked.length === 0) {
    throw new InvalidInputError(
      `run needs --only to be ${from} or later when --from is ${from}, got --only ${only}; leave one of them out`,
    );
  }
  const chosen = asked.filter((name) => books === "generated" || !isAboutGeneratedBooks(name));
  if (chosen.length === 0) {
    throw new InvalidInputError(
      `run needs generated books for --only ${only}, got books loaded from a folder; npx c360 reset leads back to generated ones`,
    );
  }
  return chosen;
}

const isAboutGeneratedBooks = (name: string) => name.startsWith("02_") || name.startsWith("03_");
