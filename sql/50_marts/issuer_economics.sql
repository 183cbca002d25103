-- issuer_economics: what a dollar of spend brings the issuer, and what a customer costs.
-- grain   one row per constant; key constant_name
-- rule    low and high bound what published figures allow; the value is a judgement inside them
-- source  interchange 2 to 3% of credit purchases; six large issuers pay just under 70% of it back as rewards (CMSPI);
--         processing, fraud and the yearly cost of serving a customer are judgement
create or replace table gold.issuer_economics as
select constant_name, constant_value::decimal(12, 5) as constant_value, unit,
    low::decimal(12, 5) as low, high::decimal(12, 5) as high, meaning
from (values
    ('interchange', 0.02, 'of spend', 0.02, 0.03, 'what merchants pay the issuer'),
    ('rewards', 0.0135, 'of spend', 0.012, 0.02, 'what goes back to the customer'),
    ('processing_and_fraud', 0.0015, 'of spend', 0.001, 0.003, 'what a payment costs'),
    ('servicing', 27.5, 'USD a year', 20, 35, 'what serving a customer costs, with one card or two')
) as listed (constant_name, constant_value, unit, low, high, meaning);
