// Names inside a lake.
import { InvalidInputError } from "../core/errors";

/**
 * A lake path as given, once it is known to stay inside the lake.
 *
 * @throws InvalidInputError when it is empty, absolute, or climbs out
 * @example
 * lakePath("customers/customers.csv"); // => "customers/customers.csv"
 */
export function lakePath(path: string): string {
  const parts = path.split("/");
  if (
    path.includes("\\") ||
    path.includes("\0") ||
    parts.some((part) => part === "" || part === "." || part === "..")
  ) {
    throw new InvalidInputError(
      `A path in the lake is needed, such as customers/customers.csv, got ${JSON.stringify(path)}`,
    );
  }
  return path;
}

/** Code units, not the reader's language, so that lists are in the same order everywhere. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
