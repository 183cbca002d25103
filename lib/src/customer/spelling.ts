// How far a word is from a name that it may have been meant for.

/**
 * Letters wrong, missing, too many, or swapped with their neighbour, each counted once (optimal string alignment).
 *
 * @example
 * misspellings("smiht", "smith"); // => 1
 * misspellings("jon", "john"); // => 1
 * misspellings("ada", "bob"); // => 3
 */
export function misspellings(word: string, name: string): number {
  let [before, last] = [[] as number[], Array.from({ length: name.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= name.length; j++) {
      const change = last[j - 1]! + (word[i - 1] === name[j - 1] ? 0 : 1);
      const swap =
        word[i - 1] === name[j - 2] && word[i - 2] === name[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min(change, swap, last[j]! + 1, row[j - 1]! + 1));
    }
    [before, last] = [last, row];
  }
  return last[name.length]!;
}

/** A name that a word may stand for, with the engine's measure of how alike they are, 0..100. */
export interface SimilarName {
  readonly search_name: string;
  readonly likeness: number;
}

/** Names by how near they are to a word. */
export interface NamesByNearness {
  /** The nearest, and those exactly as near. */
  readonly likest: readonly string[];
  readonly similar: readonly string[];
}

/**
 * The nearest names, and the others. Fewer misspellings are nearer; of as many, a name with the same letters, because
 * fingers swap letters more often than they lose one; then the engine's likeness decides.
 *
 * @example
 * const names = [{ search_name: "jon", likeness: 94 }, { search_name: "john", likeness: 93 }];
 * namesByNearness("jonh", names); // => { likest: ["john"], similar: ["jon"] }
 */
export function namesByNearness(word: string, names: readonly SimilarName[]): NamesByNearness {
  const letters = sortedLetters(word);
  const ranked = names
    .map(({ search_name, likeness }) => ({
      search_name,
      far: [misspellings(word, search_name), sortedLetters(search_name) === letters ? 0 : 1, -likeness] as const,
    }))
    .sort((a, b) => a.far[0] - b.far[0] || a.far[1] - b.far[1] || a.far[2] - b.far[2]);
  const isLikest = ({ far }: (typeof ranked)[number]) => far.every((part, i) => part === ranked[0]!.far[i]);
  const called = (chosen: typeof ranked) => chosen.map(({ search_name }) => search_name);
  return { likest: called(ranked.filter(isLikest)), similar: called(ranked.filter((name) => !isLikest(name))) };
}

function sortedLetters(text: string): string {
  return [...text].sort().join("");
}
