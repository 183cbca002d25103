// Subscriptions: fixed prices that repeat to the cent every month, until the price is raised.
import { categoryCode } from "./category-laws";

/** Merchant, category, price, price after a raise (or the same), first day of the raise counted from first_date. */
const everyday = `
Streamline Video|subscriptions|15.49|17.99|107
Chorus Music|subscriptions|10.99|11.99|290
Cloudkeep|subscriptions|2.99|2.99|0
Cloudkeep|subscriptions|9.99|9.99|0
Daily Ledger News|subscriptions|17.00|17.00|0
Nova Plus|subscriptions|13.99|15.99|15
Kinohaus|subscriptions|9.99|10.99|382
GamePass Arcade|entertainment|14.99|19.99|366
Iron Oak Fitness|entertainment|39.99|42.99|92
Beacon Wireless|utilities|65.00|70.00|200
Brightwave Internet|utilities|59.99|64.99|92
Linguo|subscriptions|12.99|12.99|0
SecureVault|subscriptions|14.99|14.99|0
Mealcrate|subscriptions|63.92|67.92|150
Pagebound Audio|subscriptions|14.95|14.95|0
Parcel Prime|subscriptions|14.99|14.99|0`;
const premium = `
Streamline Video|subscriptions|24.99|26.99|107
Chorus Music|subscriptions|16.99|19.99|290
Cloudkeep|subscriptions|29.99|29.99|0
Atelier Design Suite|subscriptions|59.99|69.99|255
Daily Ledger News|subscriptions|39.00|39.00|0
Club Meridian Lounge|subscriptions|75.00|79.00|92
Mealcrate|subscriptions|143.88|149.88|150
Iron Oak Fitness|entertainment|129.00|139.00|92
Beacon Wireless|utilities|140.00|150.00|200
Brightwave Internet|utilities|109.99|114.99|92
Vintner Box|subscriptions|99.00|99.00|0
SecureVault|subscriptions|29.99|29.99|0
Concierge Care|health|99.00|109.00|92
Taskwell AI|subscriptions|20.00|20.00|0
Nova Plus|subscriptions|22.99|24.99|15
Parcel Prime|subscriptions|14.99|14.99|0`;

export interface SubscriptionOffer {
  /** 0..15 everyday offers, 16..31 premium ones. */
  readonly offer: number;
  readonly merchant_name: string;
  readonly category_code: number;
  readonly price_cents: number;
  readonly raised_cents: number;
  readonly raised_day: number;
}

/** How many offers each list holds. */
export const OFFER_COUNT = 16;

/** All offers, everyday ones first. */
export function subscriptionOffers(): SubscriptionOffer[] {
  return [everyday, premium]
    .flatMap((list) => list.trim().split("\n"))
    .map((line, offer) => {
      const [merchant_name, category, price, raised, day] = line.split("|") as [string, string, string, string, string];
      return {
        offer,
        merchant_name,
        category_code: categoryCode(category),
        price_cents: Math.round(100 * Number(price)),
        raised_cents: Math.round(100 * Number(raised)),
        raised_day: Number(day),
      };
    });
}
