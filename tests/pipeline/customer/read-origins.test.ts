// Which of the addresses that a customer was said to have a day knows.
import { expect, it } from "vitest";
import { type Address, addressOn } from "../../../lib/src/pipeline/customer/read-origins";

const at = (text: string | null) => (text === null ? null : new Date(`${text}T00:00:00Z`));
const address = (city: string, changed: string | null, told = changed, change_id: string | null = null): Address => ({
  ...{ city, state: "OH", changed_at: at(changed), recorded_at: at(told), change_id },
});
const books = address("Lima", null);
const opened = at("2024-01-10")!;
const cityOn = (as_of: string, ...moves: Address[]) => addressOn(as_of, opened, [...moves, books]).city;

it.each([
  ["the books while nobody has moved", "2025-01-01", [], "Lima"],
  ["a move of the day before", "2025-03-02", [address("Troy", "2025-03-01")], "Troy"],
  ["none of the day itself", "2025-03-01", [address("Troy", "2025-03-01")], "Lima"],
  ["none that was told later", "2025-03-05", [address("Troy", "2025-03-01", "2025-03-05")], "Lima"],
  ["none from before the account was opened", "2025-01-01", [address("Troy", "2024-01-09")], "Lima"],
  ["one that was told without a day", "2025-03-02", [address("Troy", "2025-03-01", null)], "Troy"],
  ["the later move", "2025-05-01", [address("Troy", "2025-03-01"), address("Kent", "2025-04-01")], "Kent"],
  [
    "of two on one day the one told later",
    "2025-05-01",
    [address("Kent", "2025-03-01", "2025-03-03"), address("Troy", "2025-03-01", "2025-03-02")],
    "Kent",
  ],
  [
    "of two alike the one with the higher number",
    "2025-05-01",
    [address("Troy", "2025-03-01", "2025-03-01", "C2"), address("Kent", "2025-03-01", "2025-03-01", "C1")],
    "Troy",
  ],
] as const)("a day knows %s", (_fact, as_of, moves, city) => {
  expect(cityOn(as_of, ...moves)).toBe(city);
  expect(cityOn(as_of, ...[...moves].reverse())).toBe(city);
});
