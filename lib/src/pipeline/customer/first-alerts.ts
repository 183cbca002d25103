// When somebody who looked at a customer once a month would first have met each alert.
import { addDays, isoDay } from "../../core/dates";
import type { AlertKind } from "../../customer/alerts";
import type { Engine } from "../../engine/engine";
import { customerProfile } from "./customer-profile";

/** An alert on the first of the days on which it stood. */
export interface FirstAlert {
  readonly first_seen: string;
  readonly alert: AlertKind;
  /** As it read on that day. */
  readonly reason: string;
  /** Whether it stands on the last day of the data, too. */
  readonly is_standing: boolean;
}

/**
 * The alerts of a customer by the day on which each was first seen, over the first days of all months and the last day
 * of the data; each of them looks with the eyes of its day.
 *
 * @throws InvalidInputError when nobody has the id
 */
export async function firstAlerts(db: Engine, customer_id: string): Promise<FirstAlert[]> {
  const today = await customerProfile(db, customer_id);
  const standing = new Set(today.alerts.map(({ alert }) => alert));
  const found = new Map<AlertKind, FirstAlert>();
  for (const as_of of lookingDays(isoDay(today.timeline.from), today.as_of)) {
    const { alerts } = await customerProfile(db, customer_id, { as_of });
    for (const { alert, reason } of alerts) {
      if (!found.has(alert)) found.set(alert, { first_seen: as_of, alert, reason, is_standing: standing.has(alert) });
    }
  }
  return [...found.values()];
}

/** The firsts of months after a day, and the last day. */
function lookingDays(start: string, last: string): string[] {
  const days: string[] = [];
  for (let on = addDays(start, 1); on < last; on = addDays(on, 1)) if (on.endsWith("-01")) days.push(on);
  return [...days, last];
}
