// Merchants: fictional names, some nationwide, some of one region.
import { categoryLaws } from "./category-laws";
import { REGION_COUNT } from "./regions";

/** Names everybody knows, and endings for names that only a region knows. */
const names: Readonly<Record<string, readonly [national: string, local: string]>> = {
  airlines: ["Blue Heron Air|Transcontinent Airways|Skylark Airlines|Meridian Air Lines", "Air Shuttle"],
  hotels: ["Harborline Hotels|Oak & Anchor Inns|Grand Solstice Hotels|Wayfare Suites|Lanternhouse", "Lodge"],
  car_rental: ["Roadwise Rentals|Summit Car Hire|Keystone Drive|Quickwheel", "Car Rental"],
  restaurants: [
    "Copper Kettle Cafe|Taco Arroyo|Golden Wok|Burger Foundry|Bean & Barrel Coffee|Pizzeria Bellini|Noodle Parade",
    "Diner|Grill|Bakery|Smokehouse|Coffee Roasters",
  ],
  groceries: [
    "Greenfield Market|Harvest Lane|Basket & Barn|PennyWise Foods|Corner Larder",
    "Grocers|Farm Market|Food Co-op",
  ],
  gas: ["Redline Fuel|Prairie Star Gas|Junction Fuels|Torch Petroleum", "Gas & Go|Fuel Stop"],
  transit: ["MetroHop|RideRelay|ParkPoint|Tollway Express", "Transit Authority"],
  general_merchandise: [
    "Everly Stores|BrightCart|Market Galaxy|Thrift & Main|Depotville|Bundleworks",
    "Variety|General Store",
  ],
  electronics: ["Circuit Yard|Voltbox|PixelWorks|Nimbus Devices", "Computer Repair"],
  clothing: ["Loom & Thread|Northcoast Apparel|Alder Street|Sprint Sole Shoes|Maison Clair", "Boutique|Outfitters"],
  home_improvement: ["Timber & Tile|Homestead Supply|Foundry Hardware|Garden Gate", "Lumber|Nursery"],
  health: ["CarePoint Pharmacy|Wellspring Clinic|BrightSmile Dental|Clearview Optical", "Family Practice|Pharmacy"],
  subscriptions: ["Cloudkeep|AppHarbor Store|Notely|Inkwell Digital", "Online Media"],
  entertainment: ["Marquee Cinemas|Ticket Orchard|Arcadia Games|Strike Lanes", "Theater|Fitness Club"],
  utilities: ["Beacon Wireless|Brightwave Internet|National Power & Light", "Electric|Water Department"],
  education: ["Lumen Learning|Scholars Books|Campus Bursar Services", "Community College"],
};

const places: readonly (readonly string[])[] = [
  ["Hudson Valley", "Pine Harbor", "Quarry Hill", "Liberty Square"],
  ["Lakeshore", "Maple Junction", "Prairie View", "Three Rivers"],
  ["Magnolia", "Bayou Bend", "Blue Ridge", "Palmetto"],
  ["Redwood", "Mesa Verde Road", "Cascade", "Sunset Bay"],
];

/** How many places a category's names have in the table of one region; a name with more places is met more often. */
export const MERCHANT_SLOTS = 128;

export interface MerchantSlot {
  readonly category_code: number;
  readonly region: number;
  readonly slot: number;
  readonly merchant_name: string;
}

/** Every slot of every category and region: half and more of them chains, popular ones first; the rest local names. */
export function merchantSlots(): MerchantSlot[] {
  return categoryLaws.flatMap(({ merchant_category }, category_code) =>
    Array.from({ length: REGION_COUNT }, (_, r) => {
      const [national, local] = names[merchant_category]!;
      const chains = national.split("|");
      const locals = local.split("|").flatMap((ending) => places[r]!.map((place) => `${place} ${ending}`));
      const weights = [
        ...chains.map((name, i) => [name, 7 / (i + 2)] as const),
        ...locals.map((name, i) => [name, 2.6 / (i + 3)] as const),
      ];
      return dealt(weights).map((merchant_name, slot) => ({ category_code, region: r + 1, slot, merchant_name }));
    }).flat(),
  );
}

function dealt(weights: readonly (readonly [string, number])[]): string[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let reached = 0;
  return weights.flatMap(([name, weight]) => {
    const from = Math.round((MERCHANT_SLOTS * reached) / total);
    reached += weight;
    return Array<string>(Math.round((MERCHANT_SLOTS * reached) / total) - from).fill(name);
  });
}
