-- one_customer: what finds the rows of one customer at once, without looking through the rest.
-- rule    DuckDB skips blocks of rows by their smallest and largest id, but blocks are large and a customer's rows few:
--         without these indexes a profile takes two thirds longer
-- rule    none on the facts: where an account's rows lie together, their keys are looked through as fast as an index is
--         followed
-- rule    made after the tables, when single customers are asked for; a table that is made anew loses its index
-- rule    only on tables that are made anew as a whole: rows deleted from an indexed table after a run was killed end
--         in an error that closes the database
-- rule    Snowflake has no indexes and needs none of these: its counterpart is search optimization on customer_id
create index if not exists dim_customer_by_customer on gold.dim_customer (customer_id);
create index if not exists customer_360_profile_by_customer on gold.customer_360_profile (customer_id);
create index if not exists customer_segment_history_by_customer on gold.customer_segment_history (customer_id);
