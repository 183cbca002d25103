-- series: the numbers 0..k-1 for every k up to 96; an equal join on k makes k rows of one.
-- grain   one row per k and n; key (k, n)
-- reads   generator.number
create or replace table generator.series as
select counts.n as k, numbers.n
from generator.number as counts
inner join generator.number as numbers on numbers.n < counts.n
where counts.n <= 96;
