// Whatever table is passed on as CSV: nobody's name, address, e-mail, phone or birth date is in it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { csvOf } from "../../../lib/src/pipeline/customer/export-csv";
import { openPlatform, type Platform } from "../../../lib/src/pipeline/platform";
import { fillHomeTo } from "../../built-home";
import { useTemporaryHome } from "../../temporary-home";

useTemporaryHome();
let platform: Platform;

beforeAll(async () => {
  await fillHomeTo("marts", 200);
  platform = openPlatform();
}, 120_000);
afterAll(() => platform.db.close());

const rowsOf = <Row>(sql: string) => platform.db.rows<Row>({ name: "a table", sql });

/** What must not leave, each of it long enough to be nobody else's. */
async function secrets(): Promise<string[]> {
  const people = await rowsOf<Record<string, string | null>>(
    `select first_name || ' ' || last_name as full_name, email, phone, street_address, date_of_birth::varchar as born,
         lower(split_part(street_address, ' ', 1) || ' ' || left(split_part(street_address, ' ', 2), 4)) as street_key
     from silver.customer where date_of_birth < '1985-01-01'`,
  );
  return people.flatMap(
    (person) => Object.values(person).filter((text) => text !== null && text.length > 6) as string[],
  );
}

it("no table of bronze, silver or gold lets a person out", async () => {
  const wanted = await secrets();
  expect(wanted.length).toBeGreaterThan(500);
  const tables = await rowsOf<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('bronze', 'silver', 'gold') and table_type = 'BASE TABLE' and table_name not like '%transaction%'`,
  );
  expect(tables.length).toBeGreaterThan(25);
  const heldByName = new Map<string, string[]>();
  let seen = 0;
  for (const { name } of tables) {
    const rows = await rowsOf<object>(`select * from ${name}`);
    const raw = JSON.stringify(rows).toLowerCase();
    const { lines } = csvOf(rows);
    const text = lines.join("\n").toLowerCase();
    const held = wanted.filter((secret) => text.includes(secret.toLowerCase()));
    if (wanted.some((secret) => raw.includes(secret.toLowerCase()))) seen++;
    if (held.length > 0) heldByName.set(name, held.slice(0, 3));
  }
  expect(seen).toBeGreaterThan(6); // they are there to be found
  expect([...heldByName]).toEqual([]);
});
