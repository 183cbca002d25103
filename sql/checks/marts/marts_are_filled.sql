-- marts_are_filled: every mart has rows but predictions and contacts, so that no other check passes for want of anything to look at
with tables as (
    select 'gold.segment_date' as subject, exists (select 1 from gold.segment_date) as is_filled
    union all
    select 'gold.activity_span', exists (select 1 from gold.activity_span)
    union all
    select 'gold.customer_activity', exists (select 1 from gold.customer_activity)
    union all
    select 'gold.customer_spend_window', exists (select 1 from gold.customer_spend_window)
    union all
    select 'gold.customer_segment_history', exists (select 1 from gold.customer_segment_history)
    union all
    select 'gold.customer_segments', exists (select 1 from gold.customer_segments)
    union all
    select 'gold.customer_360_profile', exists (select 1 from gold.customer_360_profile)
    union all
    select 'gold.segment_rule', exists (select 1 from gold.segment_rule)
    union all
    select 'gold.segment_precedence', exists (select 1 from gold.segment_precedence)
    union all
    select 'gold.segment_scenario', exists (select 1 from gold.segment_scenario)
    union all
    select 'gold.metric_customer_ltv', exists (select 1 from gold.metric_customer_ltv)
    union all
    select 'gold.metric_mom_spend_change', exists (select 1 from gold.metric_mom_spend_change)
    union all
    select 'gold.metric_avg_transaction_value', exists (select 1 from gold.metric_avg_transaction_value)
    union all
    select 'gold.issuer_economics', exists (select 1 from gold.issuer_economics)
    union all
    select 'gold.search_alphabet', exists (select 1 from gold.search_alphabet)
    union all
    select 'gold.customer_search', exists (select 1 from gold.customer_search)
    union all
    select 'gold.customer_search_name', exists (select 1 from gold.customer_search_name)
)

select subject, 'is empty; the marts were not built, or there are no customers' as detail
from tables
where not is_filled;
