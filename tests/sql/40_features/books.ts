// One customer's purchases around the newest cut-off, as the feature models read them.
import type { GivenTables } from "../warehouse";

export const FIRST_DATE = "2024-10-01";
/** The cut-off that the rows below are seen from: the score snapshot. */
export const CUT_OFF = "2026-04-01";

export interface GivenPurchase {
  readonly transaction_date: string;
  readonly amount?: number;
  readonly merchant_category_key?: number;
  readonly merchant_name?: string;
  readonly customer_id?: string;
  readonly channel?: string;
  readonly is_wallet?: boolean;
  readonly is_recurring?: boolean;
  readonly status?: string;
}

/** The tables below the features: one version of each customer unless told otherwise, and the purchases. */
export function books(purchases: readonly GivenPurchase[], customers: readonly object[] = [{}]): GivenTables {
  return {
    "silver.as_of": [{ first_date: FIRST_DATE, as_of_date: CUT_OFF }],
    "gold.dim_customer": customers.map((customer, i) => ({
      customer_id: "c1",
      customer_key: i + 1,
      version_number: 1,
      valid_from: "2020-01-01",
      is_current: true,
      account_open_date: "2020-01-01",
      card_type: "Standard",
      credit_limit: 5000,
      source_system: "legacy",
      ...customer,
    })),
    "gold.fct_transactions": purchases.map((purchase, i) => ({
      transaction_id: `t${i}`,
      customer_id: "c1",
      customer_key: 1,
      merchant_category_key: 5,
      merchant_name: "Corner Shop",
      channel: "in_person",
      is_wallet: false,
      is_recurring: false,
      status: "approved",
      amount: 10,
      ...purchase,
    })),
  };
}
