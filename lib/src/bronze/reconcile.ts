// What was sent against what arrived.
import type { Engine } from "../engine/engine";
import type { FeedName } from "../lake/manifest";
import { prepareBronze } from "./ledger";

/** One file, counted on both sides. */
export interface Reconciliation {
  readonly source_file: string;
  readonly feed: FeedName;
  /** As the sender told; null without a manifest. */
  readonly manifest_rows: number | null;
  readonly rows_in_file: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
  readonly manifest_amount_sum: number | string | null;
  /** The manifest's sum less what was loaded and what was put aside; 0 when they agree to the cent. */
  readonly amount_difference: number | string | null;
  /** "reconciled" and "no manifest" are well; "refused" and "duplicate" files are in bronze.rejects as a whole. */
  readonly verdict: "reconciled" | "no manifest" | "refused" | "duplicate" | "rows differ" | "amount differs";
}

/** Counts every file again: manifest, ledger and the rows that stand in bronze now; in the order of the paths. */
export async function reconcileBronze(engine: Engine): Promise<Reconciliation[]> {
  await prepareBronze(engine);
  return engine.rows<Reconciliation>({
    name: "reconciliation of bronze",
    sql: `select source_file, feed, manifest_rows, rows_in_file, rows_loaded, rows_rejected, manifest_amount_sum,
            amount_difference, verdict
          from observability.reconciliation order by source_file`,
  });
}
