-- customer_search_name: the names that customers have, each once: where a misspelled name looks for its likes.
-- grain   one row per first or last name; key search_name
-- reads   gold.customer_search
create or replace table gold.customer_search_name as
select search_first as search_name from gold.customer_search
union
select search_last from gold.customer_search;
