// A small warehouse in which every promise holds: two books of 200 people and five purchases on most accounts,
// such that every window of today holds one.
import type { Engine } from "../../../lib/src/engine/engine";
import { generateBooks } from "../../../lib/src/generate/books";
import { buildWarehouse } from "../warehouse";

const days = ["2024-10-01", "2025-06-15", "2026-03-31", "2026-02-20", "2025-12-01"];
const categories = ["groceries", "restaurants", "airlines", "gas"];

/** Bronze as loading would leave it, and silver and gold built over it; `oddity` is put over the first purchase. */
export function healthyWarehouse(oddity: object = {}): Promise<Engine> {
  const { customers, account_changes } = generateBooks({ customers: 200, seed: 42 });
  const purchases = customers.flatMap((customer, i) =>
    days
      .filter((day) => day >= customer.account_open_date)
      .map((day, j) => ({
        transaction_id: `T${i}-${j}`,
        customer_id: customer.customer_id,
        transaction_at: `${day} 12:00:00`,
        posted_date: day,
        amount: "12.34",
        currency_code: "USD",
        merchant_name: "Corner Shop",
        merchant_category: categories[i % categories.length],
        channel: "in_person",
        is_wallet: false,
        is_recurring: false,
        status: "approved",
        _source_file: "transactions.parquet",
      })),
  );
  purchases[0] = { ...purchases[0]!, ...oddity };
  return buildWarehouse({
    "bronze.customers": customers,
    "bronze.account_changes": account_changes,
    "bronze.transactions": purchases,
    "observability.loaded_files": [
      {
        source_file: "transactions.parquet",
        feed: "transactions",
        rows_in_file: purchases.length,
        rows_loaded: purchases.length,
        rows_rejected: 0,
        manifest_rows: purchases.length,
        manifest_amount_sum: ((1234 * purchases.length) / 100).toFixed(2),
        status: "loaded",
      },
    ],
  });
}
