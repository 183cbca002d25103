-- segment_precedence: the five segments, in the order in which they claim a customer.
-- grain   one row per customer_segment; key precedence
-- rule    the first segment whose rule holds gets the customer; the last takes everybody who is left, so that each
--         customer has exactly one
-- rule    share_low and share_high are the part of the customers that a segment should hold, 0..1
create or replace table gold.segment_precedence as
select precedence, customer_segment, rule, share_low, share_high
from (values
    (1, 'New & Growing', 'account younger than six months, spend up by half or more on the 90 days before', 0.10, 0.15),
    (2, 'Declining', 'older account that still buys, spend down by 30% or more beyond the season', 0.05, 0.10),
    (3, 'High-Value Travelers', '$5,000 a month or more, a quarter or more of it travel', 0.10, 0.15),
    (4, 'Budget-Conscious', 'buys for less than $1,500 a month, 60% or more of it necessities', 0.20, 0.25),
    (5, 'Stable Mid-Spenders', 'everybody else', 0.40, 0.50)
) as listed (precedence, customer_segment, rule, share_low, share_high);
