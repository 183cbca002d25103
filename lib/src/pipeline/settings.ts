// What a state folder was made from. Kept in it as settings.json, so that every later command and notebook agrees.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { InvalidInputError, UnavailableError } from "../core/errors";
import { homeFolder, homePlace } from "../core/home";
import { makeFolder } from "../core/make-folder";
import { LARGEST_SEED } from "../core/random";

export interface Settings {
  /** People in the two books together. */
  readonly customers: number;
  /** Seed of everything that is drawn. */
  readonly seed: number;
  /** Where the books come from: our generator, or a folder that was loaded in their place; "loading" half-way there. */
  readonly books: "generated" | "loading" | "loaded";
}

export const defaultSettings: Settings = { customers: 50_000, seed: 42, books: "generated" };

/** A smaller world may miss by chance what the chapters tell: 100 of 1,000 customers are give or take twenty. */
const LARGE_ENOUGH = 10_000;

/** Whether what the chapters tell of the data has to be so: in a generated world that is large enough for it. */
export function isBound({ books, customers }: Settings): boolean {
  return books === "generated" && customers >= LARGE_ENOUGH;
}

/** The settings of the state folder; the defaults while it is new. */
export function readSettings(): Settings {
  const file = homePlace("settings");
  if (!existsSync(file)) return defaultSettings;
  try {
    return checked({ ...defaultSettings, ...JSON.parse(readFileSync(file, "utf8")) });
  } catch (error) {
    throw new InvalidInputError(`${file} needs to be readable settings; delete it, or run: npx c360 reset`, {
      cause: error,
    });
  }
}

/** @throws InvalidInputError when a load was cut off, so that database and lake may hold different books */
export function needWholeBooks({ books }: Settings): void {
  if (books === "loading") {
    throw new InvalidInputError(
      "The state folder needs whole books, got a c360 load that was cut off; run it again, or go back to generated books: npx c360 reset",
    );
  }
}

/**
 * The settings as they would be with a change; nothing is written.
 *
 * @throws InvalidInputError for a number of customers or a seed that cannot be
 */
export function changedSettings(change: Partial<Settings>): Settings {
  return checked({ ...readSettings(), ...change });
}

/** Keeps settings for what follows; answers them all. */
export function writeSettings(change: Partial<Settings>): Settings {
  const settings = changedSettings(change);
  const file = homePlace("settings");
  try {
    makeFolder(homeFolder());
    writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw unusableHome(error);
  }
  return settings;
}

/** What is said of a state folder that is a file, or where nothing may be written. */
export function unusableHome(error: unknown): UnavailableError {
  const { code } = error as NodeJS.ErrnoException;
  return new UnavailableError(
    `The state folder needs to be a folder that can be written, got ${homeFolder()} (${code}); name another in C360_HOME`,
    { cause: error },
  );
}

function checked(settings: Settings): Settings {
  const { customers, seed } = settings;
  if (!Number.isInteger(customers) || customers < 1 || customers > 2_000_000) {
    throw new InvalidInputError(
      `The number of customers needs to be a whole number from 1 to 2,000,000, got ${customers}`,
    );
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    throw new InvalidInputError(
      `The seed needs to be a whole number from 0 to ${LARGEST_SEED.toLocaleString("en-US")}, got ${seed}`,
    );
  }
  return settings;
}
