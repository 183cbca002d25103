// How changes reach the feed: mostly at once, some late, some twice, some after younger ones.
import { type EpochDay, instantText } from "../core/dates";
import type { Random } from "../core/random";
import type { Change } from "./account-changes";
import type { AccountChangeRow } from "./rows";

/** One row of the feed and when it arrives there; rows of the file stand in the order of arrival. */
export interface Delivery {
  readonly change_id: string;
  readonly row: AccountChangeRow;
  readonly arrived_at: string; // 'YYYY-MM-DD HH:MM:SS'
}

/** Parts of the changes: written down days later, arriving after younger ones, and arriving twice. */
const LATE = 0.05;
const OUT_OF_ORDER = 0.02;
const TWICE = 0.01;

/**
 * The deliveries of one account's changes.
 *
 * @param changes in time order
 * @param end first day that is not recorded any more; a change written down then or later is not delivered
 */
export function deliveriesOf(
  customer_id: string,
  changes: readonly Change[],
  end: EpochDay,
  random: Random,
): Delivery[] {
  const deliveries: Delivery[] = [];
  const endText = instantText(end, 0);
  let unwritten = ""; // a card is not known without the limit that was raised for it at the same instant
  changes.forEach((change, i) => {
    const lateDays = random.chance(LATE) ? random.integer(2, 45) : 0;
    const recordedSecond = change.second + random.integer(20, 4 * 3600);
    const recorded_at = instantText(change.day + lateDays, recordedSecond);
    const straggles = random.chance(OUT_OF_ORDER) ? random.integer(3, 20) : 0;
    const again = random.chance(TWICE) ? random.integer(0, 10) : undefined;
    const changed_at = instantText(change.day, change.second);
    if (recorded_at >= endText) unwritten = changed_at;
    if (changed_at === unwritten) return;
    const change_id = `${customer_id}-${i + 1}`;
    const row = rowOf(change_id, customer_id, change, recorded_at);
    const arrived_at = (days: number) => instantText(change.day + lateDays + days, recordedSecond);
    deliveries.push({ change_id, row, arrived_at: arrived_at(straggles) });
    if (again !== undefined) deliveries.push({ change_id, row, arrived_at: arrived_at(straggles + again) });
  });
  return deliveries;
}

function rowOf(change_id: string, customer_id: string, change: Change, recorded_at: string): AccountChangeRow {
  const { card_type, credit_limit, address } = change;
  return {
    change_id,
    customer_id,
    change_type: card_type ? "card_type" : credit_limit === undefined ? "address" : "credit_limit",
    changed_at: instantText(change.day, change.second),
    recorded_at,
    card_type: card_type ?? "",
    credit_limit: credit_limit?.toFixed(2) ?? "",
    street_address: address?.street_address ?? "",
    city: address?.city ?? "",
    state: address?.state ?? "",
    postal_code: address?.postal_code ?? "",
  };
}
