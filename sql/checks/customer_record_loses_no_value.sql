-- customer_record_loses_no_value: what arrived filled and keeps the contract is still there after typing
with arrived as (
    select
        trim(customer_id) as customer_id,
        nullif(trim(date_of_birth), '') as date_of_birth,
        nullif(trim(state), '') as state,
        nullif(trim(annual_income), '') as annual_income,
        nullif(trim(account_open_date), '') as account_open_date,
        nullif(trim(migrated_date), '') as migrated_date,
        nullif(trim(employment_status), '') as employment_status
    from bronze.customers
)

select
    record.customer_id as subject,
    'a value that arrived could not be read: '
    || iff(arrived.date_of_birth is not null and record.date_of_birth is null, 'date_of_birth ', '')
    || iff(arrived.state is not null and record.state is null, 'state ', '')
    || iff(arrived.annual_income is not null and record.annual_income is null, 'annual_income ', '')
    || iff(arrived.account_open_date is not null and record.account_open_date is null, 'account_open_date ', '')
    || iff(arrived.migrated_date is not null and record.migrated_date is null, 'migrated_date ', '')
    || iff(arrived.employment_status is not null and record.employment_status is null, 'employment_status ', '')
        as detail
from arrived
join silver.customer_record as record on arrived.customer_id = record.customer_id
where (arrived.date_of_birth is not null and record.date_of_birth is null)
    or (arrived.state is not null and record.state is null)
    or (arrived.annual_income is not null and record.annual_income is null)
    or (arrived.account_open_date is not null and record.account_open_date is null)
    or (arrived.migrated_date is not null and record.migrated_date is null)
    or (arrived.employment_status is not null and record.employment_status is null);
