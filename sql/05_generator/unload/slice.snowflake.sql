-- slice: one month of transactions from the generator's view to a lake in a bucket, through an external stage over it.
-- reads   generator.slice_transaction; choose the month in generator.slice first, as days counted from first_date
-- rule    one file a month, named as in the lake; change the name with the month
-- rule    written after the documentation and not run on an account yet
create or replace table generator.slice as
select 0::bigint as from_day, 31::bigint as to_day;

copy into @bronze.lake/transactions/transactions_2024-10.parquet
from (select * exclude (file_order) from generator.slice_transaction order by file_order)
file_format = (type = parquet compression = snappy)
header = true single = true overwrite = true max_file_size = 1073741824;
