-- customer: one row per person we know, drawn from their records in the two books.
-- grain   one row per resolved customer; key customer_id
-- reads   silver.customer_record, silver.customer_xref
-- rule    who they are: the legacy record wins; the acquired record fills what it lacks
-- rule    what they opened with: book, card, limit and day are the primary account's, which is the first; moves and card
--         changes since then are in customer_change
create or replace table silver.customer as
select
    main.customer_id,
    iff(main_xref.is_primary_account, main.source_system, other.source_system) as source_system,
    other.customer_id is not null as is_in_both_books,
    iff(other.customer_id is null, 1, 2) as source_count,
    coalesce(main.first_name, other.first_name) as first_name,
    coalesce(main.last_name, other.last_name) as last_name,
    coalesce(main.date_of_birth, other.date_of_birth) as date_of_birth,
    coalesce(main.email, other.email) as email,
    coalesce(main.phone, other.phone) as phone,
    -- an address is taken whole: a street of one book never meets the city of the other
    iff(main.street_address is null and other.street_address is not null, other.street_address, main.street_address)
        as street_address,
    iff(main.street_address is null and other.street_address is not null, other.city, main.city)
        as city,
    iff(main.street_address is null and other.street_address is not null, other.state, main.state)
        as state,
    iff(main.street_address is null and other.street_address is not null, other.postal_code, main.postal_code)
        as postal_code,
    coalesce(main.employment_status, other.employment_status) as employment_status,
    coalesce(main.annual_income, other.annual_income) as annual_income,
    iff(main_xref.is_primary_account, main.card_type, other.card_type) as card_type,
    iff(main_xref.is_primary_account, main.credit_limit, other.credit_limit) as credit_limit,
    iff(main_xref.is_primary_account, main.account_open_date, other.account_open_date) as account_open_date,
    coalesce(main.migrated_date, other.migrated_date) as migrated_date
from silver.customer_xref as main_xref
join silver.customer_record as main on main_xref.source_customer_id = main.customer_id
left join silver.customer_xref as other_xref
    on main.customer_id = other_xref.customer_id
    and other_xref.source_customer_id <> main.customer_id
left join silver.customer_record as other on other_xref.source_customer_id = other.customer_id
where main_xref.source_customer_id = main_xref.customer_id;
