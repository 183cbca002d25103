// The rows of the three files that the generator writes. Columns keep their spelling from file to SQL.

export type SourceSystem = "legacy" | "acquired";
export type Employment = "Employed" | "Self-employed" | "Retired" | "Unemployed";
export type CardType = "Standard" | "Rewards" | "Premium";
export type ChangeType = "card_type" | "credit_limit" | "address";

/** One record of a bank's customer list, as that bank wrote it; text is raw, with the slips of real books. */
export interface CustomerRow {
  readonly customer_id: string; // 'L1000001' and on in the legacy book, 'R5...' to 'R9...' in the acquired one
  readonly source_system: SourceSystem;
  readonly first_name: string;
  readonly last_name: string;
  readonly date_of_birth: string; // YYYY-MM-DD
  readonly email: string; // '' when unknown; always at example.com, .org or .net
  readonly phone: string; // '' when unknown; always 555-0100 to 555-0199
  readonly street_address: string;
  readonly city: string;
  readonly state: string; // two letters, now and then a full name or lower case
  readonly postal_code: string; // five digits
  readonly employment_status: Employment;
  readonly annual_income: string; // decimal, USD
  readonly card_type: CardType;
  readonly credit_limit: string; // decimal, USD
  readonly account_open_date: string; // YYYY-MM-DD
  readonly migrated_date: string; // YYYY-MM-DD; '' in the legacy book
}

/** One delivery of the change feed. Only the columns of its change_type are filled. */
export interface AccountChangeRow {
  readonly change_id: string; // the same on a second delivery
  readonly customer_id: string;
  readonly change_type: ChangeType;
  readonly changed_at: string; // when it took effect, UTC
  readonly recorded_at: string; // when the bank wrote it down; not before changed_at
  readonly card_type: CardType | "";
  readonly credit_limit: string; // decimal, USD
  readonly street_address: string;
  readonly city: string;
  readonly state: string;
  readonly postal_code: string;
}

export const customerColumns = [
  "customer_id",
  "source_system",
  "first_name",
  "last_name",
  "date_of_birth",
  "email",
  "phone",
  "street_address",
  "city",
  "state",
  "postal_code",
  "employment_status",
  "annual_income",
  "card_type",
  "credit_limit",
  "account_open_date",
  "migrated_date",
] as const satisfies readonly (keyof CustomerRow)[];

export const accountChangeColumns = [
  "change_id",
  "customer_id",
  "change_type",
  "changed_at",
  "recorded_at",
  "card_type",
  "credit_limit",
  "street_address",
  "city",
  "state",
  "postal_code",
] as const satisfies readonly (keyof AccountChangeRow)[];
