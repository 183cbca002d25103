import { describe, expect, it } from "vitest";
import { generateBooks } from "../../lib/src/generate/books";
import { type CustomerRow, customerColumns } from "../../lib/src/generate/rows";
import { population, regionCodes, states } from "../../lib/src/generate/states";
import { booksOf, groups, mean, share } from "./sample";

const codeOfName = new Map(states.map(({ name, code }) => [name.toLowerCase(), code]));
const stateOfRow = ({ state }: CustomerRow) => codeOfName.get(state.trim().toLowerCase()) ?? state.trim().toUpperCase();
const ageOf = ({ date_of_birth }: CustomerRow) =>
  (Date.parse("2026-04-01") - Date.parse(date_of_birth)) / (365.2425 * 86_400_000);
const bySystem = (rows: readonly CustomerRow[], system: string) => rows.filter((row) => row.source_system === system);

describe.each([1_000, 20_000])("the books of %i people", (count) => {
  const { customers, truth } = booksOf(count);
  const people = groups(truth, ({ person_id }) => person_id);
  const slack = count < 10_000 ? 0.02 : 0.003; // what sampling may add on both sides of a band

  it("hold every person, 6 to 8 % of them in both books", () => {
    expect([...people.keys()].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: count }, (_, i) => i + 1),
    );
    expect(share([...people.values()], (accounts) => accounts.length === 2)).within(0.06, 0.08);
    expect(share(customers, (row) => row.source_system === "acquired")).within(0.27, 0.33);
  });

  it("give each record an id of its own and a line of truth", () => {
    const ids = customers.map(({ customer_id }) => customer_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(truth.map(({ customer_id }) => customer_id).sort()).toEqual([...ids].sort());
    expect(bySystem(customers, "legacy").every(({ customer_id }) => /^L1\d{6}$/.test(customer_id))).toBe(true);
    expect(bySystem(customers, "acquired").every(({ customer_id }) => /^R[5-9]\d{6}$/.test(customer_id))).toBe(true);
  });

  it("share a person's spending out in thousandths", () => {
    for (const accounts of people.values()) {
      expect(accounts.reduce((sum, account) => sum + account.account_share_permille, 0)).toBe(1000);
    }
  });

  it("put the acquired book into its region, 75 to 85 %, and the legacy book everywhere", () => {
    const inRegion = (row: CustomerRow) => regionCodes.has(stateOfRow(row));
    expect(share(bySystem(customers, "acquired"), inRegion)).within(0.75, 0.85);
    const census =
      states.filter(({ code }) => regionCodes.has(code)).reduce((sum, state) => sum + state.population, 0) / population;
    expect(Math.abs(share(bySystem(customers, "legacy"), inRegion) - census)).toBeLessThan(0.02);
  });

  it("spread the legacy book over the states as the Census counts them", () => {
    const legacy = bySystem(customers, "legacy");
    for (const { code, population: residents } of states) {
      const found = share(legacy, (row) => stateOfRow(row) === code);
      expect(Math.abs(found - residents / population), code).toBeLessThan(count < 10_000 ? 0.02 : 0.006);
    }
  });

  it("hold adults of 18 to 85, 48 to 50 years old in the mean", () => {
    const ages = customers.map(ageOf);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(18);
    expect(Math.max(...ages)).toBeLessThan(86);
    expect(mean(ages)).within(48 - 25 * slack, 50 + 25 * slack);
  });

  it("hold the working, the retired and the rest in their bands, the retired old", () => {
    const part = (status: string) => share(customers, (row) => row.employment_status === status);
    expect(part("Employed")).within(0.58 - slack, 0.66 + slack);
    expect(part("Self-employed")).within(0.08 - slack, 0.12 + slack);
    expect(part("Retired")).within(0.18 - slack, 0.22 + slack);
    expect(part("Unemployed")).within(0.03, 0.06 + slack);
    const retired = customers.filter((row) => row.employment_status === "Retired");
    expect(mean(retired.map(ageOf))).toBeGreaterThan(66);
    expect(share(retired, (row) => ageOf(row) < 50)).toBeLessThan(0.02);
  });

  it("hold 10 to 15 % of accounts younger than half a year, none of them in the acquired book", () => {
    const young = customers.filter((row) => row.account_open_date >= "2025-10-01");
    expect(young.length / customers.length).within(0.1, 0.15);
    expect(bySystem(young, "acquired")).toEqual([]);
    expect(share(customers, (row) => row.account_open_date < "2015-10-01")).within(0.15, 0.4);
  });

  it("keep the three card types and the limits in their bands", () => {
    expect(share(customers, (row) => row.card_type === "Premium")).within(0.15, 0.25);
    const limits = customers.map((row) => Number(row.credit_limit)).sort((a, b) => a - b);
    expect(limits[Math.floor(limits.length / 2)]).within(6_000, 10_000);
    expect(mean(limits) / limits[Math.floor(limits.length / 2)]!).within(1.2, 1.6); // log-normal: a long right tail
  });
});

describe("a record", () => {
  const { customers, account_changes, truth } = booksOf(20_000);
  const personOf = new Map(truth.map(({ customer_id, person_id }) => [customer_id, person_id]));

  it("steps its limit by $500 below $10,000 and by $1,000 above, from $500 on", () => {
    const offGrid = customers
      .map(({ credit_limit }) => Number(credit_limit))
      .filter((limit) => {
        return !(limit >= 500 && limit <= 75_000) || limit % (limit < 10_000 ? 500 : 1_000) !== 0;
      });
    expect(offGrid).toEqual([]);
  });

  it("carries a Premium card only with the income and the limit for it", () => {
    const unfit = customers.filter(
      (row) => row.card_type === "Premium" && (Number(row.annual_income) < 60_000 || Number(row.credit_limit) < 10_000),
    );
    expect(unfit).toEqual([]);
  });

  it("earns more in work than without, and gets a higher limit for it", () => {
    const incomeOf = (status: string) =>
      mean(customers.filter((row) => row.employment_status === status).map((row) => Number(row.annual_income)));
    expect(incomeOf("Employed")).toBeGreaterThan(1.2 * incomeOf("Retired"));
    expect(incomeOf("Retired")).toBeGreaterThan(2 * incomeOf("Unemployed"));
    const logs = customers.map((row) => [
      Math.log(Number(row.annual_income) + 1_000),
      Math.log(Number(row.credit_limit)),
    ]);
    expect(correlation(logs)).within(0.4, 0.9);
  });

  it("opens no account on as_of_date or later, nor before 18 years of age, a mistyped birth date apart", () => {
    expect(
      customers.filter((row) => !(row.account_open_date >= "1998-01-01" && row.account_open_date < "2026-04-01")),
    ).toEqual([]);
    const tooYoung = (row: CustomerRow) =>
      Date.parse(row.account_open_date) - Date.parse(row.date_of_birth) < 17.99 * 365.2425 * 86_400_000;
    expect(share(customers, tooYoung)).toBeLessThan(0.001);
  });

  it("says when it was migrated if and only if it came from the acquired book", () => {
    const [legacy, acquired] = [bySystem(customers, "legacy"), bySystem(customers, "acquired")];
    expect(legacy.filter(({ migrated_date }) => migrated_date !== "")).toEqual([]);
    expect(acquired.filter(({ migrated_date }) => migrated_date !== "2025-04-01")).toEqual([]);
    expect(acquired.filter((row) => row.account_open_date >= row.migrated_date)).toEqual([]);
  });

  it("writes e-mails only at domains reserved for examples, derived from names, seldom twice", () => {
    const mails = customers.map(({ email }) => email.trim().toLowerCase()).filter(Boolean);
    expect(mails.filter((mail) => !/^[a-z0-9._]+@example\.(com|org|net)$/.test(mail))).toEqual([]);
    expect(share(customers, ({ email }) => email === "")).within(0.02, 0.06);
    const owners = new Map<string, Set<number>>();
    customers.forEach(({ email, customer_id }) => {
      const mail = email.trim().toLowerCase();
      if (mail) owners.set(mail, (owners.get(mail) ?? new Set()).add(personOf.get(customer_id)!));
    });
    expect(share([...owners.values()], (people) => people.size > 1)).toBeLessThan(0.005);
  });

  it("writes phones only from 555-0100 to 555-0199, with an area code of the state or of a former home", () => {
    const areaCodes = new Set(states.flatMap(({ area_codes }) => area_codes));
    const digits = customers.map(({ phone }) => phone.replace(/\D/g, "").slice(-10)).filter(Boolean);
    expect(digits.filter((phone) => !/^\d{3}55501\d{2}$/.test(phone) || !areaCodes.has(phone.slice(0, 3)))).toEqual([]);
    expect(share(customers, ({ phone }) => phone === "")).within(0.02, 0.06);
    const spellings = new Set(customers.map(({ phone }) => phone.replace(/\d/g, "9")));
    expect(spellings.size).toBe(6); // five spellings and none
  });

  it("holds nothing that could be a card number: no run of 13 to 19 digits, not even with spaces or hyphens", () => {
    const rows = [...customers, ...account_changes].map((row) => Object.values(row));
    expect(rows.filter((row) => row.some((text) => /(?:\d[ -]?){13,19}/.test(text)))).toEqual([]);
  });

  it("arrives untidy now and then: spaces, capitals, full and small state names", () => {
    expect(share(customers, (row) => row.first_name !== row.first_name.trim())).within(0.005, 0.015);
    expect(share(customers, ({ state }) => !/^[A-Z]{2}$/.test(state))).within(0.012, 0.028);
    expect(share(customers, ({ email }) => email !== email.toLowerCase())).within(0.03, 0.05);
    expect(share(customers, ({ last_name }) => /['-]|[^\x20-\x7e]/.test(last_name))).within(0.02, 0.08);
  });

  it("writes ZIP codes of five digits that belong to the state", () => {
    const areas = new Map(states.map(({ code, zip_areas }) => [code, zip_areas]));
    const strays = customers.filter((row) => {
      const [first, last] = areas.get(stateOfRow(row))!;
      const area = Number(row.postal_code.slice(0, 3));
      return !/^\d{5}$/.test(row.postal_code) || area < first || area > last;
    });
    expect(strays).toEqual([]);
  });

  it("has exactly the columns of the contract: no persona, no plan", () => {
    const truthOnly = Object.keys(truth[0]!).filter((key) => key !== "customer_id" && key !== "source_system");
    expect(truthOnly).toContain("persona");
    expect(customers.filter((row) => Object.keys(row).join() !== customerColumns.join())).toEqual([]);
    expect(customerColumns.filter((column) => truthOnly.includes(column))).toEqual([]);
    const personas = new Set<string>(truth.map(({ persona }) => persona));
    expect(customers.filter((row) => Object.values(row).some((text) => personas.has(text)))).toEqual([]);
  });
});

describe("the seed", () => {
  it("gives the same rows again", () => {
    expect(generateBooks({ customers: 300, seed: 7 })).toEqual(generateBooks({ customers: 300, seed: 7 }));
  });

  it("gives other rows when it is another", () => {
    const names = (seed: number) => booksOf(300, seed).customers.map(({ last_name }) => last_name);
    expect(names(7)).not.toEqual(names(8));
  });

  it("keeps a person's name, home and birthday when the count changes, but for who is new", () => {
    const few = new Map(booksOf(1_000).customers.map((row) => [row.customer_id, row]));
    const same = booksOf(20_000).customers.filter(({ customer_id }) => few.has(customer_id));
    expect(same.length).toBeGreaterThan(800);
    expect(
      share(same, (row) => few.get(row.customer_id)!.street_address.trim() === row.street_address.trim()),
    ).toBeGreaterThan(0.9);
  });
});

function correlation(pairs: readonly (readonly number[])[]): number {
  const [meanX, meanY] = [mean(pairs.map(([x]) => x!)), mean(pairs.map(([, y]) => y!))];
  const sum = (term: (x: number, y: number) => number) =>
    pairs.reduce((total, [x, y]) => total + term(x! - meanX, y! - meanY), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
