-- segment_precedence: the five segments, in the order in which they claim a customer.
-- grain   one row per customer_segment; key precedence
-- reads   gold.segment_rule
-- rule    the first segment whose rule holds gets the customer: segment_decision reads the order from here, so that
--         whoever changes it here changes who gets whom
-- rule    the rule of the last holds for everybody, so that each customer has exactly one segment
-- rule    share_low and share_high are the part of the customers that a segment should hold, 0..1
create or replace table gold.segment_precedence as
with shown as (
    select
        max(iff(threshold_name = 'new_tenure', shown_value, null)) as new_tenure,
        max(iff(threshold_name = 'new_growth', shown_value, null)) as new_growth,
        max(iff(threshold_name = 'decline', shown_value, null)) as decline,
        max(iff(threshold_name = 'traveler_spend', shown_value, null)) as traveler_spend,
        max(iff(threshold_name = 'traveler_travel', shown_value, null)) as traveler_travel,
        max(iff(threshold_name = 'budget_spend', shown_value, null)) as budget_spend,
        max(iff(threshold_name = 'budget_necessities', shown_value, null)) as budget_necessities
    from gold.segment_rule
),

rules as (
    select 'New & Growing' as customer_segment,
        'account younger than ' || new_tenure || ', spend up by ' || new_growth || ' or more on the 90 days before' as rule
    from shown
    union all
    select 'Declining', 'older account that still buys, spend down by ' || decline || ' or more beyond the season'
    from shown
    union all
    select 'High-Value Travelers', traveler_spend || ' a month or more, ' || traveler_travel || ' or more of it travel'
    from shown
    union all
    select 'Budget-Conscious',
        'buys for less than ' || budget_spend || ' a month, ' || budget_necessities || ' or more of it necessities'
    from shown
    union all
    select 'Stable Mid-Spenders', 'everybody else'
)

select listed.precedence, listed.customer_segment, rules.rule, listed.share_low, listed.share_high
from (values
    (1, 'New & Growing', 0.10, 0.15),
    (2, 'Declining', 0.05, 0.10),
    (3, 'High-Value Travelers', 0.10, 0.15),
    (4, 'Budget-Conscious', 0.20, 0.25),
    (5, 'Stable Mid-Spenders', 0.40, 0.50)
) as listed (precedence, customer_segment, share_low, share_high)
join rules on listed.customer_segment = rules.customer_segment
order by listed.precedence;
