// What a state folder was made from. Kept in it as settings.json, so that every later command and notebook agrees.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "../core/errors";
import { homeFolder } from "../core/home";

export interface Settings {
  /** People in the two books together. */
  readonly customers: number;
  /** Seed of everything that is drawn. */
  readonly seed: number;
  /** Where the books come from: our generator, or a folder that was loaded in their place. */
  readonly books: "generated" | "loaded";
}

export const defaultSettings: Settings = { customers: 50_000, seed: 42, books: "generated" };

const settingsFile = () => join(homeFolder(), "settings.json");

/** The settings of the state folder; the defaults while it is new. */
export function readSettings(): Settings {
  const file = settingsFile();
  if (!existsSync(file)) return defaultSettings;
  try {
    return checked({ ...defaultSettings, ...JSON.parse(readFileSync(file, "utf8")) });
  } catch (error) {
    throw new InvalidInputError(`${file} needs to be readable settings; delete it, or run: npx c360 reset`, {
      cause: error,
    });
  }
}

/** Keeps settings for what follows; answers them all. */
export function writeSettings(change: Partial<Settings>): Settings {
  const settings = checked({ ...readSettings(), ...change });
  mkdirSync(homeFolder(), { recursive: true });
  const file = settingsFile();
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  return settings;
}

function checked(settings: Settings): Settings {
  const { customers, seed } = settings;
  if (!Number.isInteger(customers) || customers < 1 || customers > 2_000_000) {
    throw new InvalidInputError(
      `The number of customers needs to be a whole number from 1 to 2,000,000, got ${customers}`,
    );
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 2_147_483_646) {
    throw new InvalidInputError(`The seed needs to be a whole number from 0 to 2,147,483,646, got ${seed}`);
  }
  return settings;
}
