-- as_of: the day we pretend it is, and the first day of the data; every later model takes its clock from here.
-- grain   one row
-- reads   bronze.transactions
-- rule    as_of_date is the day after the last transaction, so that the data is the span [first_date, as_of_date)
create or replace table silver.as_of as
select
    min(transaction_at)::date as first_date,
    dateadd('day', 1, max(transaction_at)::date)::date as as_of_date
from bronze.transactions;
