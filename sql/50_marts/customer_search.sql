-- customer_search: by what a customer is found, written so that accents and capitals make no difference.
-- grain   one row per current customer; key customer_id
-- reads   gold.dim_customer, gold.search_alphabet, silver.customer_xref
-- rule    names hold small letters without marks, and digits; what is searched for is written the same way, in
--         lib/src/customer/search-text.ts
-- rule    search_text is ids, names and e-mail address, each between bars, so that one look tells a whole field, its
--         beginning and its inside apart; the ids are those of all accounts: who knows the old one finds the customer too
create or replace table gold.customer_search as
with accounts as (
    select customer_id, max(iff(source_customer_id = customer_id, null, source_customer_id)) as other_id
    from silver.customer_xref
    group by customer_id
),

small_names as (
    select customer_id, email, lower(first_name) as first_name, lower(last_name) as last_name
    from gold.dim_customer
    where is_current and customer_key <> -1
),

-- few names have a letter that the alphabet must be asked for
plain_names as (
    select
        name.customer_id, name.email,
        iff(regexp_like(name.first_name, '[ -~]*'), name.first_name,
            translate(name.first_name, alphabet.marked, alphabet.plain)) as first_name,
        iff(regexp_like(name.last_name, '[ -~]*'), name.last_name,
            translate(name.last_name, alphabet.marked, alphabet.plain)) as last_name
    from small_names as name
    cross join gold.search_alphabet as alphabet
),

-- signs, and marks that stand beside their letter as characters of their own (768 to 879), are left out
spelled_names as (
    select
        customer_id, email,
        regexp_replace(
            replace(replace(replace(first_name, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
            '[[:punct:][:space:]’‘´–' || chr(768) || '-' || chr(879) || ']', ''
        ) as first_name,
        regexp_replace(
            replace(replace(replace(last_name, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
            '[[:punct:][:space:]’‘´–' || chr(768) || '-' || chr(879) || ']', ''
        ) as last_name
    from plain_names
)

select
    name.customer_id,
    coalesce(name.first_name, '') as search_first,
    coalesce(name.last_name, '') as search_last,
    '|' || lower(name.customer_id) || coalesce('|' || lower(account.other_id), '')
        || '|' || coalesce(name.first_name, '') || '|' || coalesce(name.last_name, '')
        || '|' || lower(coalesce(name.email, '')) || '|' as search_text
from spelled_names as name
left join accounts as account on name.customer_id = account.customer_id;
