// The statements behind a search. Their text depends on the number and kind of words alone; what was typed is bound.
import type { SearchTerm } from "../../customer/search-text";
import type { Bind } from "../../sql/statement";

/** A piece of SQL and the values of its placeholders, in order. */
export interface Piece {
  readonly sql: string;
  readonly binds: readonly Bind[];
}

/** A word that may be misspelled, and the names there are that it may stand for: the likest, and the others. */
export interface LooseTerm extends SearchTerm {
  readonly likest: readonly string[];
  readonly similar: readonly string[];
}

/** Whether a word is looked up among the names that are spelled almost like it. */
export function canBeMisspelled(word: string | null): word is string {
  return word !== null && word.length >= 3 && /^[\p{L}\p{M}]+$/u.test(word);
}

/**
 * The names that are spelled almost like a word, the nearest first: a letter wrong, missing, too many or swapped with its
 * neighbour, two in words of six letters and more, or a beginning and most letters in common.
 */
export function similarNamesQuery(word: string): Piece {
  const most_misspelled = word.length < 6 ? 1 : 2;
  const sql = `
    select search_name, jarowinkler_similarity(search_name, ?) as likeness from gold.customer_search_name
    where search_name <> ? and abs(length(search_name) - ?) <= 3
        and (jarowinkler_similarity(search_name, ?) >= 90 or editdistance(search_name, ?) <= ${most_misspelled})
    order by editdistance(search_name, ?), likeness desc, search_name
    limit 30`;
  return { sql, binds: [word, word, word.length, word, word, word] };
}

/** Ids of the customers whom every word fits, with a score and their number, best first. */
export function fittingQuery(terms: readonly (SearchTerm | LooseTerm)[], limit: number): Piece {
  const scores = terms.map(scoreOf);
  const filters = terms.map(filterOf);
  const sql = `
    select customer_id, round((${scores.map(({ sql }) => sql).join("\n + ")}) / ${terms.length}.0, 1)::double as match_score,
        count(*) over () as match_count
    from gold.customer_search
    where ${filters.map(({ sql }) => sql).join("\n        and ")}
    order by match_score desc, search_first, search_last, customer_id
    limit ${limit}`;
  return { sql, binds: [...scores, ...filters].flatMap(({ binds }) => binds) };
}

/** A term as it may stand in what is searched; letters that are joined of others may stand apart there. */
function spellingsOf({ plain, word }: SearchTerm): string[] {
  const spellings = word === null ? [plain] : [plain, word];
  return [...new Set(spellings.flatMap((spelling) => [spelling, spelling.normalize("NFD")]))];
}

function filterOf(term: SearchTerm | LooseTerm): Piece {
  const { plain, word } = term;
  const pieces: Piece[] = spellingsOf(term).map((spelling) => ({ sql: "contains(search_text, ?)", binds: [spelling] }));
  if ("similar" in term) {
    pieces.push(...isCalled([...term.likest, ...term.similar]));
    pieces.push(...bothNames(word));
    pieces.push(...similarAddress(plain));
  }
  return { sql: `(${pieces.map(({ sql }) => sql).join(" or ")})`, binds: pieces.flatMap(({ binds }) => binds) };
}

/** Customers with one of these names. */
function isCalled(names: readonly string[]): Piece[] {
  if (names.length === 0) return [];
  const list = `(${names.map(() => "?").join(", ")})`;
  return [{ sql: `(search_first in ${list} or search_last in ${list})`, binds: [...names, ...names] }];
}

/** Customers whose first and last name are the word, in either order. */
function bothNames(word: string | null): Piece[] {
  if (word === null || !/^[\p{L}\p{M}]{5,}$/u.test(word)) return [];
  return [{ sql: "(search_first || search_last = ? or search_last || search_first = ?)", binds: [word, word] }];
}

/** An address whose part before the @ differs by a letter or two: then at least one third of it is as typed. */
function similarAddress(plain: string): Piece[] {
  const local = plain.split("@")[0]!;
  if (!plain.includes("@") || local.length < 6) return [];
  const third = Math.floor(local.length / 3);
  const thirds = [local.slice(0, third), local.slice(third, 2 * third), local.slice(2 * third)];
  const sql = `((contains(search_text, ?) or contains(search_text, ?) or contains(search_text, ?))
            and editdistance(split_part(split_part(search_text, '|', -2), '@', 1), ?) <= 2)`;
  return [{ sql, binds: [...thirds, local] }];
}

/** How well a word fits a customer whom it fits: the first line that holds. Short, because it is planned anew each time. */
function scoreOf(term: SearchTerm | LooseTerm): Piece {
  const spellings = spellingsOf(term);
  const line = (frame: (spelling: string) => string, score: number): Piece => ({
    sql: `when ${spellings.map(() => "contains(search_text, ?)").join(" or ")} then ${score}`,
    binds: spellings.map(frame),
  });
  const when = (pieces: readonly Piece[], score: number): Piece[] =>
    pieces.map(({ sql, binds }) => ({ sql: `when ${sql} then ${score}`, binds }));
  const loose = "likest" in term ? [...when(bothNames(term.word), 50), ...when(isCalled(term.likest), 40)] : [];
  const lines = [
    line((spelling) => `|${spelling}|`, 100),
    line((spelling) => `|${spelling}`, 75),
    line((spelling) => spelling, 50),
    ...loose,
  ];
  return {
    sql: `case ${lines.map(({ sql }) => sql).join(" ")} else 30 end`,
    binds: lines.flatMap(({ binds }) => binds),
  };
}
