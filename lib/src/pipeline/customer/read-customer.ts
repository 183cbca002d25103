// Reads what gold knows about one customer: a few narrow statements, each by customer_id.
import { day } from "../../core/dates";
import type { CardVersion, Contact, RiskScore, SegmentSnapshot } from "../../customer/life";
import type { ProfileRow } from "../../customer/profile-row";
import type { IssuerMargin } from "../../customer/spend-metrics";
import type { CustomerTransaction } from "../../customer/transactions";
import type { Engine } from "../../engine/engine";

/** Who the customer is: the same on all versions, as last known. */
export type Person = Pick<
  ProfileRow,
  "customer_id" | "full_name" | "email" | "phone" | "state" | "city" | "employment_status" | "source_system"
> & { readonly date_of_birth: Date | null; readonly account_open_date: Date };

/** The days that the data cover: from first_date up to, not with, as_of_date. */
export interface Period {
  readonly first_date: Date;
  readonly as_of_date: Date;
}

export async function readPeriod(db: Engine): Promise<Period> {
  const [row] = await db.rows<Period>({
    name: "period of the data",
    is_repeated: true,
    sql: "select first_date, as_of_date from silver.as_of",
  });
  return row!;
}

/** What spend is worth to the issuer. */
export async function readMargin(db: Engine): Promise<IssuerMargin> {
  const [row] = await db.rows<IssuerMargin>({
    name: "margins",
    is_repeated: true,
    sql: `select
              sum(case constant_name when 'interchange' then constant_value
                  when 'rewards' then -constant_value
                  when 'processing_and_fraud' then -constant_value else 0 end)::double as spend_margin,
              sum(iff(constant_name = 'servicing', constant_value, 0))::double as servicing_amount
          from gold.issuer_economics`,
  });
  return row!;
}

/** The versions of a customer in their order; none when nobody has the id. */
export async function readVersions(db: Engine, customer_id: string): Promise<CardVersion[]> {
  const rows = await db.rows<CardVersion & { readonly customer_key: number; readonly version_number: number }>({
    name: "versions of a customer",
    is_repeated: true,
    sql: `select customer_key, version_number, valid_from, valid_to, card_type, credit_limit
          from gold.dim_customer where customer_id = ?`,
    binds: [customer_id],
  });
  return rows
    .filter(({ customer_key }) => customer_key !== -1)
    .sort((a, b) => a.version_number - b.version_number)
    .map(({ customer_key: _, version_number: __, ...version }) => version);
}

/** Who a customer is, as last known. The version is picked here: a second condition would keep the index out. */
export async function readPerson(db: Engine, customer_id: string): Promise<Person> {
  const rows = await db.rows<Person & { readonly is_current: boolean }>({
    name: "person behind a customer",
    is_repeated: true,
    sql: `select customer_id, full_name, email, phone, state, city, employment_status, source_system, date_of_birth,
              account_open_date, is_current
          from gold.dim_customer where customer_id = ?`,
    binds: [customer_id],
  });
  const { is_current: _, ...person } = rows.find(({ is_current }) => is_current)!;
  return person;
}

/** All transactions of a customer before a day, the newest first. */
export async function readTransactions(db: Engine, customer_id: string, as_of: string): Promise<CustomerTransaction[]> {
  const categories = await db.rows<Category>({
    name: "categories",
    is_repeated: true,
    sql: "select merchant_category_key, merchant_category, category_name, category_group from gold.dim_merchant_category",
  });
  const byKey = new Map(categories.map((category) => [category.merchant_category_key, category]));
  const rows = await db.rows<Omit<CustomerTransaction, keyof Category> & { merchant_category_key: number }>({
    name: "transactions of a customer",
    is_repeated: true,
    sql: `select transaction_id, transaction_at, merchant_category_key, merchant_name, channel, status, amount
          from gold.fct_transactions
          where customer_id = ?`,
    binds: [customer_id],
  });
  const end = day(as_of).getTime();
  return rows
    .filter(({ transaction_at }) => transaction_at.getTime() < end)
    .sort(
      (a, b) =>
        b.transaction_at.getTime() - a.transaction_at.getTime() || (a.transaction_id < b.transaction_id ? 1 : -1),
    )
    .map((row) => {
      const { merchant_category, category_name, category_group } = byKey.get(row.merchant_category_key)!;
      const { transaction_id, transaction_at, merchant_name, channel, status, amount } = row;
      return {
        transaction_id,
        transaction_at,
        merchant_category,
        category_name,
        category_group,
        merchant_name,
        channel,
        status,
        amount,
      };
    });
}

interface Category {
  readonly merchant_category_key: number;
  readonly merchant_category: string;
  readonly category_name: string;
  readonly category_group: string;
}

/** The segments of a customer up to a day, by snapshot. */
export async function readSegments(db: Engine, customer_id: string, as_of: string): Promise<SegmentSnapshot[]> {
  const rows = await db.rows<SegmentSnapshot>({
    name: "segments of a customer",
    is_repeated: true,
    sql: "select snapshot_date, customer_segment, valid_from from gold.customer_segment_history where customer_id = ?",
    binds: [customer_id],
  });
  return upTo(as_of, rows);
}

/** What the churn model said of a customer up to a day; of several models on one day the one that the profile takes. */
export async function readScores(db: Engine, customer_id: string, as_of: string): Promise<RiskScore[]> {
  const rows = await db.rows<Omit<RiskScore, "is_backtest"> & { model_version: string }>({
    name: "scores of a customer",
    is_repeated: true,
    sql: `select snapshot_date, model_version, churn_probability, churn_risk_score, churn_risk_category
          from gold.churn_predictions where customer_id = ?`,
    binds: [customer_id],
  });
  const newest = new Map<number, RiskScore>();
  for (const { model_version: _, ...score } of rows.sort((a, b) => (a.model_version < b.model_version ? -1 : 1)))
    newest.set(score.snapshot_date.getTime(), { ...score, is_backtest: false });
  return upTo(as_of, [...newest.values()]);
}

/** The times a customer was spoken to before a day, and the answers that had come by then. */
export async function readContacts(db: Engine, customer_id: string, as_of: string): Promise<Contact[]> {
  const rows = await db.rows<Contact>({
    name: "contacts of a customer",
    is_repeated: true,
    sql: `select contacted_at, campaign, channel, offer_amount, responded_at
          from gold.customer_contact where customer_id = ?`,
    binds: [customer_id],
  });
  const end = day(as_of);
  return rows
    .filter(({ contacted_at }) => contacted_at < end)
    .sort((a, b) => a.contacted_at.getTime() - b.contacted_at.getTime() || (a.campaign < b.campaign ? -1 : 1))
    .map((row) => (row.responded_at && row.responded_at >= end ? { ...row, responded_at: null } : row));
}

/** By date, the last of them on `as_of`. Sorted here: a statement that only looks up by index is planned in half the time. */
function upTo<Row extends { readonly snapshot_date: Date }>(as_of: string, rows: readonly Row[]): Row[] {
  const end = day(as_of).getTime();
  return rows
    .filter(({ snapshot_date }) => snapshot_date.getTime() <= end)
    .sort((a, b) => a.snapshot_date.getTime() - b.snapshot_date.getTime());
}

/** The row of gold.customer_360_profile; undefined when the marts do not know the customer. */
export async function readProfileRow(db: Engine, customer_id: string): Promise<ProfileRow | undefined> {
  const [row] = await db.rows<ProfileRow>({
    name: "profile of a customer",
    is_repeated: true,
    sql: "select * from gold.customer_360_profile where customer_id = ?",
    binds: [customer_id],
  });
  return row;
}
