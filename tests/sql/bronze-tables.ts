// The bronze tables as loading leaves them, for models that run without a load.
import { type SqlFile, sqlFile } from "../../lib/src/sql/model";

const loaded = "_source_file varchar, _source_line bigint, _loaded_at timestamp";

/** Empty bronze tables in the types of the file contract. */
export const bronzeTables: readonly SqlFile[] = [
  table(
    "customers",
    `customer_id varchar, source_system varchar, first_name varchar, last_name varchar, date_of_birth varchar,
     email varchar, phone varchar, street_address varchar, city varchar, state varchar, postal_code varchar,
     employment_status varchar, annual_income varchar, card_type varchar, credit_limit varchar,
     account_open_date varchar, migrated_date varchar`,
  ),
  table(
    "account_changes",
    `change_id varchar, customer_id varchar, change_type varchar, changed_at varchar, recorded_at varchar,
     card_type varchar, credit_limit varchar, street_address varchar, city varchar, state varchar, postal_code varchar`,
  ),
  table(
    "transactions",
    `transaction_id varchar, customer_id varchar, transaction_at timestamp, posted_date date, amount decimal(12, 2),
     currency_code varchar, merchant_name varchar, merchant_category varchar, channel varchar, is_wallet boolean,
     is_recurring boolean, status varchar`,
  ),
];

function table(name: string, columns: string): SqlFile {
  return sqlFile(`10_bronze/${name}`, `create table if not exists bronze.${name} (${columns}, ${loaded})`);
}
