-- issuer_margin: issuer_economics in the two numbers that a value is made of.
-- grain   one row
-- reads   gold.issuer_economics
-- rule    spend_margin is what is left of a dollar spent, after rewards and costs; servicing_amount is US dollars a year
--         and customer
create or replace view gold.issuer_margin as
select
    sum(case constant_name
        when 'interchange' then constant_value
        when 'rewards' then -constant_value
        when 'processing_and_fraud' then -constant_value
        else 0
    end) as spend_margin,
    sum(iff(constant_name = 'servicing', constant_value, 0)) as servicing_amount
from gold.issuer_economics;
