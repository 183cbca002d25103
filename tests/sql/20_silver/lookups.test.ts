import { expect, it } from "vitest";
import { runModel } from "../run-model";

it("us_state lists 50 states, the district and the territories, each once", async () => {
  const rows = await runModel<{ state_code: string; state_key: string }>("20_silver/us_state", {});
  expect(rows.length).toBe(50 + 1 + 5 + 3);
  expect(new Set(rows.map((row) => row.state_code)).size).toBe(rows.length);
  expect(rows.find((row) => row.state_code === "VI")?.state_key).toBe("USVIRGINISLANDS");
});

it("nickname holds both ways, between short forms too, and never for a name itself", async () => {
  const rows = await runModel<{ first_name: string; other_name: string }>("20_silver/nickname", {});
  const pairs = new Set(rows.map((row) => `${row.first_name} ${row.other_name}`));
  expect(pairs.size).toBe(rows.length);
  for (const pair of ["robert bob", "bob robert", "bob rob", "tina christine"]) expect(pairs).toContain(pair);
  expect(rows.filter((row) => row.first_name === row.other_name)).toEqual([]);
  expect(rows.filter((row) => !pairs.has(`${row.other_name} ${row.first_name}`))).toEqual([]);
});
