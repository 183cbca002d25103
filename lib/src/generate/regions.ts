// Census regions, which decide the regional merchants somebody meets.
const members = [
  "CT ME MA NH RI VT NJ NY PA",
  "IL IN MI OH WI IA KS MN MO NE ND SD",
  "DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX",
  "AZ CO ID MT NV NM UT WY AK CA HI OR WA",
].map((codes) => codes.split(" "));

/** How many regions there are. */
export const REGION_COUNT = 4;

/**
 * The Census region of a state.
 *
 * @param state two capital letters
 * @returns 1 north-east, 2 midwest, 3 south, 4 west; 4 too for a state it does not know
 * @example
 * regionOf("OH"); // => 2
 */
export function regionOf(state: string): number {
  const found = members.findIndex((codes) => codes.includes(state));
  return found < 0 ? 4 : found + 1;
}
