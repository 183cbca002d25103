-- as_of_is_one_day: there is one as_of_date, and it is the day after the last fact
with facts as (
    select min(transaction_date) as first_date, max(transaction_date) as last_date
    from gold.fct_transactions
),

clocks as (
    select count(*) as row_count, min(first_date) as first_date, max(as_of_date) as as_of_date
    from silver.as_of
)

select
    'silver.as_of' as subject,
    'one row that spans the facts is needed' as detail,
    clocks.row_count, clocks.first_date, clocks.as_of_date, facts.last_date
from clocks
cross join facts
where clocks.row_count <> 1
    or clocks.as_of_date is distinct from dateadd('day', 1, facts.last_date)::date
    or clocks.first_date is distinct from facts.first_date;
