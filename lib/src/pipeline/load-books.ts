// Somebody else's books in place of those that are here, and nothing left of what was built from the old ones.

import type { LoadReport } from "../bronze/load-bronze";
import { type LoadFolderOptions, loadFolder } from "../bronze/load-folder";
import type { Platform } from "./platform";
import { resetTo } from "./reset";
import { writeSettings } from "./settings";

/**
 * Loads a folder in place of the books, see `loadFolder`. While database and lake change, the settings say "loading":
 * whoever comes after a kill is told to load again or to reset, and never builds on half of each. Tables and models
 * made from the old books go.
 *
 * @throws InvalidInputError as `loadFolder` does; then nothing was changed
 */
export async function loadBooks(
  { db, lake, settings }: Platform,
  folder: string,
  options: Omit<LoadFolderOptions, "on_change"> = {},
): Promise<LoadReport> {
  const on_change = (state: "changing" | "unchanged") =>
    void writeSettings({ books: state === "changing" ? "loading" : settings.books });
  const report = await loadFolder(db, lake, folder, { ...options, on_change });
  await resetTo(db, "04");
  writeSettings({ books: "loaded" });
  return report;
}
