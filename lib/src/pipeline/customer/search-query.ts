// The statements behind a search. Their text depends on the number and kind of words alone; what was typed is bound.
import type { SearchTerm } from "../../customer/search-text";
import type { Bind } from "../../sql/statement";

/** A piece of SQL and the values of its placeholders, in order. */
export interface Piece {
  readonly sql: string;
  readonly binds: readonly Bind[];
}

/** A word that may be misspelled, and the names there are that it may stand for. */
export interface LooseTerm extends SearchTerm {
  readonly similar: readonly string[];
}

/** Whether a word is looked up among the names that are spelled almost like it. */
export function canBeMisspelled(word: string | null): word is string {
  return word !== null && word.length >= 3 && /^[a-z]+$/.test(word);
}

/** The names that are spelled almost like a word, the likest first: two letters swapped, one wrong, missing or too many. */
export function similarNamesQuery(word: string): Piece {
  const sql = `
    select search_name from gold.customer_search_name
    where abs(length(search_name) - ?) <= 3 and (jarowinkler_similarity(search_name, ?) >= 90 or editdistance(search_name, ?) <= 1)
    order by jarowinkler_similarity(search_name, ?) desc, search_name
    limit 30`;
  return { sql, binds: [word.length, word, word, word] };
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

function filterOf(term: SearchTerm | LooseTerm): Piece {
  const { plain, word } = term;
  const pieces: Piece[] = [{ sql: "contains(search_text, ?)", binds: [plain] }];
  if (word !== null && word !== plain) pieces.push({ sql: "contains(search_text, ?)", binds: [word] });
  if ("similar" in term) {
    if (term.similar.length > 0) {
      const names = `(${term.similar.map(() => "?").join(", ")})`;
      const binds = [...term.similar, ...term.similar];
      pieces.push({ sql: `search_first in ${names} or search_last in ${names}`, binds });
    }
    pieces.push(...similarAddress(plain));
  }
  return { sql: `(${pieces.map(({ sql }) => sql).join(" or ")})`, binds: pieces.flatMap(({ binds }) => binds) };
}

/** An address whose part before the @ differs by a letter or two: then at least one third of it is as typed. */
function similarAddress(plain: string): Piece[] {
  const local = plain.split("@")[0]!;
  if (!plain.includes("@") || local.length < 6) return [];
  const third = Math.floor(local.length / 3);
  const thirds = [local.slice(0, third), local.slice(third, 2 * third), local.slice(2 * third)];
  const sql = `((contains(search_text, ?) or contains(search_text, ?) or contains(search_text, ?))
            and editdistance(split_part(split_part(search_text, '|', 3), '@', 1), ?) <= 2)`;
  return [{ sql, binds: [...thirds, local] }];
}

/** How well a word fits a customer whom it fits: the first line that holds. */
function scoreOf(term: SearchTerm | LooseTerm): Piece {
  const { plain, word } = term;
  const ids = "split_part(search_text, '|', 1)";
  const email = "split_part(search_text, '|', 3)";
  const lines: Piece[] = [
    { sql: `when ? in (split_part(${ids}, ' ', 1), split_part(${ids}, ' ', 2), ${email}) then 100`, binds: [plain] },
  ];
  if (word !== null) {
    lines.push(
      { sql: "when ? in (search_first, search_last) then 90", binds: [word] },
      { sql: "when startswith(search_first, ?) or startswith(search_last, ?) then 75", binds: [word, word] },
    );
  }
  lines.push({ sql: `when startswith(${email}, ?) then 65`, binds: [plain] });
  if (word !== null) {
    lines.push({ sql: "when contains(search_first, ?) or contains(search_last, ?) then 60", binds: [word, word] });
  }
  lines.push({ sql: "when contains(search_text, ?) then 50", binds: [plain] });
  if ("similar" in term && canBeMisspelled(word)) {
    const likeness = "greatest(jarowinkler_similarity(search_first, ?), jarowinkler_similarity(search_last, ?))";
    lines.push({ sql: `when ${likeness} >= 90 then ${likeness} - 60`, binds: [word, word, word, word] });
  }
  const sql = `case ${lines.map((line) => line.sql).join(" ")} else 29 end`;
  return { sql, binds: lines.flatMap(({ binds }) => binds) };
}
