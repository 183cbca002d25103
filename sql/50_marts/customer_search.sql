-- customer_search: by what a customer is found, written so that accents and capitals make no difference.
-- grain   one row per current customer; key customer_id
-- reads   gold.dim_customer, gold.search_alphabet, silver.customer_xref
-- rule    names hold small letters without marks, and digits; an address keeps its signs. What is searched for is
--         written the same way, in lib/src/customer/search-text.ts
-- rule    search_text is ids, names and e-mail address, each between bars, so that one look tells a whole field, its
--         beginning and its inside apart; the ids are those of all accounts: who knows the old one finds the customer too
create or replace table gold.customer_search as
with accounts as (
    select customer_id, max(iff(source_customer_id = customer_id, null, source_customer_id)) as other_id
    from silver.customer_xref
    group by customer_id
),

people as (
    select customer_id, first_name, last_name, email from gold.dim_customer where is_current and customer_key <> -1
),

texts as (
    select customer_id, 'first' as part, lower(first_name) as text from people
    union all
    select customer_id, 'last', lower(last_name) from people
    union all
    select customer_id, 'email', lower(email) from people
),

-- few texts have a letter that the alphabet must be asked for
plain_texts as (
    select
        texts.customer_id, texts.part,
        iff(regexp_like(texts.text, '[ -~]*'), texts.text, translate(texts.text, alphabet.marked, alphabet.plain))
            as text
    from texts
    cross join gold.search_alphabet as alphabet
),

-- marks may also stand beside their letter, as characters of their own: 768 to 879; the others cannot be seen
spelled_texts as (
    select
        customer_id, part,
        regexp_replace(
            replace(replace(replace(text, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
            '[' || chr(768) || '-' || chr(879) || chr(173) || chr(8203) || '-' || chr(8207) || chr(8288) || chr(65279) || ']',
            ''
        ) as text
    from plain_texts
),

unsigned_texts as (
    select
        customer_id, part,
        iff(part = 'email', text, regexp_replace(text, '[[:punct:][:space:]’‘´–－]', '')) as text
    from spelled_texts
),

searched as (
    select
        customer_id,
        coalesce(max(iff(part = 'first', text, null)), '') as search_first,
        coalesce(max(iff(part = 'last', text, null)), '') as search_last,
        coalesce(max(iff(part = 'email', text, null)), '') as search_email
    from unsigned_texts
    group by customer_id
)

select
    searched.customer_id,
    searched.search_first,
    searched.search_last,
    '|' || lower(searched.customer_id) || coalesce('|' || lower(account.other_id), '')
        || '|' || searched.search_first || '|' || searched.search_last || '|' || searched.search_email || '|' as search_text
from searched
left join accounts as account on searched.customer_id = account.customer_id;
