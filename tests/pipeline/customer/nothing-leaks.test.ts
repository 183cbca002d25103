// Whatever table is passed on as CSV: nobody's name, address, e-mail, phone or birth date is in it.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf } from "../../../lib/src/pipeline/customer/export-csv";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

interface Person {
  readonly customer_id: string;
  /** Long enough to be nobody else's: they must not stand in any cell of any table. */
  readonly secrets: readonly string[];
  /** Words that others share: they must not be a cell, or stand between bars in one, of the person's own row. */
  readonly words: readonly string[];
}

useTemporaryHome();
let platform: Platform;
let people: readonly Person[];
let tables: readonly string[];

beforeAll(async () => {
  await fillHomeTo("marts", 200);
  platform = openPlatform();
  const rows = await rowsOf<Record<string, string>>(
    `select customer_id, first_name, last_name, email, phone, street_address, date_of_birth::varchar as born, postal_code,
         lower(split_part(street_address, ' ', 1) || ' ' || left(split_part(street_address, ' ', 2), 4)) as street_key
     from silver.customer where date_of_birth < '1985-01-01'`,
  );
  const there = (texts: readonly (string | undefined)[], length: number) =>
    texts.filter((text) => text != null && text.length >= length).map((text) => text!.toLowerCase());
  people = rows.map(({ customer_id, first_name, last_name, postal_code, ...row }) => ({
    customer_id: customer_id!,
    secrets: there([row.email, row.phone, row.street_address, row.born, row.street_key], 7),
    words: there([first_name, last_name, last_name?.split("-")[1], postal_code], 3),
  }));
  const names = await rowsOf<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('bronze', 'silver', 'gold') and table_type = 'BASE TABLE' and table_name not like '%transaction%'`,
  );
  tables = names.map(({ name }) => name);
}, 120_000);
afterAll(() => platform.db.close());

const rowsOf = <Row>(sql: string) => platform.db.rows<Row>({ name: "a table", sql });
const exported = async (table: string) => {
  const { header, lines } = csvOf(await rowsOf<object>(`select * from ${table}`));
  return parse([header, ...lines].join("\n"), { columns: true }) as Record<string, string>[];
};

describe("no table of bronze, silver or gold lets out", () => {
  it("what is one person's alone, in any cell", async () => {
    const secrets = people.flatMap((person) => person.secrets);
    expect(secrets.length).toBeGreaterThan(400);
    let seen = 0;
    for (const table of tables) {
      const raw = JSON.stringify(await rowsOf<object>(`select * from ${table}`)).toLowerCase();
      if (secrets.some((secret) => raw.includes(secret))) seen++; // they are there to be found
      const text = JSON.stringify(await exported(table)).toLowerCase();
      expect([table, secrets.filter((secret) => text.includes(secret)).slice(0, 3)]).toEqual([table, []]);
    }
    expect(seen).toBeGreaterThan(6);
  });

  it("a person's names and postal code, in their own row", async () => {
    const wordsOf = new Map(people.map(({ customer_id, words }) => [customer_id, words]));
    let compared = 0;
    for (const table of tables) {
      for (const row of await exported(table)) {
        const words = wordsOf.get(row.customer_id ?? "") ?? [];
        if (words.length > 0) compared++;
        for (const [column, cell] of Object.entries(row)) {
          if (["city", "state"].includes(column)) continue; // a town may be called like somebody
          const held = words.filter((word) => cell.toLowerCase().split(/[| ]/).includes(word));
          expect([table, column, held]).toEqual([table, column, []]);
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
