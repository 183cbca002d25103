// One fault for every check: the table it is planted in, and the statement that plants it.

export interface Fault {
  readonly table: string;
  readonly sql: string;
}

/** A fault, `{table}` in its statement standing for the table. */
export const fault = (table: string, sql: string): Fault => ({ table, sql: sql.replaceAll("{table}", table) });
/** A condition that one row meets. */
export const firstRow = (table: string, key: string) => `${key} = (select min(${key}) from ${table})`;
const firstVersion = "customer_key = (select min(customer_key) from gold.dim_customer where valid_to is null)";
const twice = "insert into {table} select * from {table} limit 1";

/** Faults by the name of the check that must find them. A check may have several, one for each thing it promises. */
export const plantedFaults: Readonly<Record<string, readonly Fault[]>> = {
  as_of_is_one_day: [
    fault("silver.as_of", twice),
    fault("silver.as_of", "update {table} set as_of_date = as_of_date + 1"),
    fault("silver.as_of", "delete from {table}"),
  ],
  bronze_has_every_row: [
    fault("bronze.transactions", "delete from {table} where transaction_id = 'T1-0'"),
    fault("bronze.transactions", "update {table} set amount = amount + 0.01 where transaction_id = 'T1-0'"),
  ],
  changes_find_their_customer: [
    fault("bronze.account_changes", "insert into {table} (change_id, customer_id) values ('C0', 'X9')"),
  ],
  changes_reach_silver: [
    fault("silver.customer_change", `delete from {table} where ${firstRow("{table}", "change_id")}`),
  ],
  customer_change_keys: [
    fault("silver.customer_change", twice),
    fault(
      "silver.customer_change",
      `update {table} set change_type = 'colour' where ${firstRow("{table}", "change_id")}`,
    ),
  ],
  customer_keys: [
    fault("silver.customer", twice),
    fault("silver.customer", `update {table} set customer_id = null where ${firstRow("{table}", "customer_id")}`),
    fault("silver.customer", `update {table} set source_count = 3 where ${firstRow("{table}", "customer_id")}`),
  ],
  customer_match_is_one_to_one: [
    fault(
      "silver.customer_match",
      "update {table} set legacy_customer_id = (select min(legacy_customer_id) from {table})",
    ),
    fault("silver.customer_match", "update {table} set acquired_customer_id = legacy_customer_id"),
  ],
  customer_record_keeps_every_record: [
    fault("silver.customer_record", `delete from {table} where ${firstRow("{table}", "customer_id")}`),
    fault("silver.customer_record", "insert into {table} (customer_id) values ('L0')"),
  ],
  customer_record_keys: [
    fault("silver.customer_record", twice),
    fault(
      "silver.customer_record",
      `update {table} set customer_id = null where ${firstRow("{table}", "customer_id")}`,
    ),
  ],
  customer_record_loses_no_value: [
    "date_of_birth",
    "state",
    "annual_income",
    "account_open_date",
    "employment_status",
  ].map((column) =>
    fault("silver.customer_record", `update {table} set ${column} = null where ${firstRow("{table}", "customer_id")}`),
  ),
  customer_record_values: [
    "source_system = 'third'",
    "card_type = null",
    "employment_status = 'Student'",
    "credit_limit = 0",
    "annual_income = -1",
    "account_open_date = '2030-01-01'",
    "state = 'XX'",
    "phone = '555'",
    "postal_code = '1234'",
  ].map((value) =>
    fault("silver.customer_record", `update {table} set ${value} where ${firstRow("{table}", "customer_id")}`),
  ),
  customer_xref_covers_every_record: [
    fault("silver.customer_xref", `delete from {table} where ${firstRow("{table}", "source_customer_id")}`),
    fault("silver.customer_xref", twice),
    fault(
      "silver.customer_xref",
      `update {table} set customer_id = 'X9' where ${firstRow("{table}", "source_customer_id")}`,
    ),
  ],
  dim_customer_covers_every_customer: [
    fault("gold.dim_customer", `delete from {table} where ${firstRow("{table}", "customer_id")}`),
    fault("silver.customer", `delete from {table} where ${firstRow("{table}", "customer_id")}`),
  ],
  dim_customer_keys: [
    fault("gold.dim_customer", twice),
    fault("gold.dim_customer", `update {table} set customer_key = null where ${firstVersion}`),
    fault("gold.dim_customer", `update {table} set customer_key = 9007199254740993 where ${firstVersion}`),
  ],
  dim_customer_one_current: [
    fault("gold.dim_customer", `update {table} set is_current = false where ${firstVersion}`),
    fault("gold.dim_customer", "update {table} set is_current = true, valid_to = null"),
  ],
  dim_customer_spans_tile: [
    fault("gold.dim_customer", "update {table} set valid_to = valid_to - 1 where valid_to is not null"),
    fault("gold.dim_customer", "update {table} set valid_to = valid_to + 1 where valid_to is not null"),
    fault("gold.dim_customer", "update {table} set valid_to = valid_from where valid_to is not null"),
    fault("gold.dim_customer", `update {table} set valid_to = '2026-01-01' where ${firstVersion}`),
    fault("gold.dim_customer", "update {table} set valid_from = valid_from + 1 where version_number = 1"),
  ],
  dim_customer_values: [
    fault("gold.dim_customer", `update {table} set card_type = 'Gold' where ${firstVersion}`),
    fault("gold.dim_customer", `update {table} set credit_limit = null where ${firstVersion}`),
  ],
  dim_customer_versions_differ: [
    fault("gold.dim_customer", "update {table} set card_type = 'Rewards', credit_limit = 5000"),
  ],
  dim_date_is_whole: [
    fault("gold.dim_date", "delete from {table} where date_key = 20250101"),
    fault("gold.dim_date", twice),
    fault("gold.dim_date", "delete from {table} where date_key >= 20260401"),
    fault("gold.dim_date", "delete from {table}"),
  ],
  dim_merchant_category_keys: [
    fault("gold.dim_merchant_category", twice),
    fault("gold.dim_merchant_category", "update {table} set category_group = null where merchant_category = 'gas'"),
  ],
  fct_transactions_fan_out: [
    fault("gold.fct_transactions", twice),
    fault("gold.fct_transactions", "delete from {table}"),
    fault("bronze.transactions", twice),
  ],
  fct_transactions_find_dimensions: [
    fault("gold.dim_customer", `delete from {table} where ${firstVersion}`),
    fault("gold.dim_date", "delete from {table} where date_key = 20250615"),
    fault("gold.dim_merchant_category", "delete from {table} where merchant_category = 'gas'"),
  ],
  fct_transactions_fit_their_version: [
    fault("gold.fct_transactions", `update {table} set customer_key = (select max(customer_key) from {table})`),
    fault("gold.dim_customer", "update {table} set valid_to = '2026-03-31' where valid_to is null"),
    fault("gold.dim_customer", "update {table} set version_number = 2, valid_from = valid_from + 5000"),
  ],
  fct_transactions_keys: [
    fault("gold.fct_transactions", twice),
    fault("gold.fct_transactions", "update {table} set transaction_id = null where transaction_id = 'T1-0'"),
  ],
  fct_transactions_not_null: [
    "customer_key",
    "customer_id",
    "date_key",
    "transaction_at",
    "transaction_date",
    "merchant_category_key",
    "amount",
    "currency_code",
    "status",
    "channel",
  ].map((column) =>
    fault("gold.fct_transactions", `update {table} set ${column} = null where transaction_id = 'T1-0'`),
  ),
  fct_transactions_values: [
    fault("gold.fct_transactions", "update {table} set amount = -1 where transaction_id = 'T1-0'"),
    fault("gold.fct_transactions", "update {table} set status = 'refunded' where transaction_id = 'T1-0'"),
    // DuckDB's enums refuse a strange value themselves; where the columns are text the check has to
    ...["status", "channel", "currency_code"].map((column) =>
      fault(
        "gold.fct_transactions",
        `alter table {table} alter ${column} type varchar; update {table} set ${column} = 'strange' where transaction_id = 'T1-0'`,
      ),
    ),
  ],
  gold_reconciles_with_bronze: [
    fault("gold.fct_transactions", "update {table} set amount = amount + 0.01 where transaction_id = 'T1-0'"),
    fault("gold.fct_transactions", "delete from {table} where transaction_date = '2025-06-15'"),
    fault("gold.fct_transactions", "update {table} set transaction_date = '2025-01-01' where transaction_id = 'T1-0'"),
  ],
  layers_are_filled: [
    "bronze.customers",
    "bronze.transactions",
    "silver.as_of",
    "silver.customer_record",
    "silver.customer_xref",
    "silver.customer",
    "gold.dim_customer",
    "gold.dim_date",
    "gold.dim_merchant_category",
    "gold.fct_transactions",
  ].map((table) => fault(table, "delete from {table}")),
  merchant_categories_are_listed: [
    fault("bronze.transactions", "update {table} set merchant_category = 'casino' where transaction_id = 'T1-0'"),
    fault("bronze.transactions", "update {table} set merchant_category = null where transaction_id = 'T1-0'"),
  ],
  transactions_find_their_customer: [
    fault("gold.fct_transactions", "update {table} set customer_key = -1 where transaction_id = 'T1-0'"),
  ],
  transactions_follow_the_opening: [
    fault("gold.dim_customer", "update {table} set valid_from = '2026-03-30' where version_number = 1"),
  ],
};
