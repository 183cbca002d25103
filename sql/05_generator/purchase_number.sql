-- purchase_number: the numbers of k purchases, 0..k-1, for every k up to 96.
-- grain   one row per k and n; key (k, n)
-- reads   generator.number
create or replace table generator.purchase_number as
select counts.n as k, purchases.n
from generator.number as counts
inner join generator.number as purchases on purchases.n < counts.n
where counts.n <= 96;
