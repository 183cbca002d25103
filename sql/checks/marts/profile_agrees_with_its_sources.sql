-- profile_agrees_with_its_sources: a profile says of a customer what the dimension, the segments and the metrics say
select
    profile.customer_id as subject,
    'the profile differs from a table it was made of' as detail
from gold.customer_360_profile as profile
left join gold.dim_customer as customer on profile.customer_id = customer.customer_id and customer.is_current
left join gold.customer_segments as segment on profile.customer_id = segment.customer_id
left join gold.metric_customer_ltv as ltv on profile.customer_id = ltv.customer_id
left join gold.metric_mom_spend_change as month_change on profile.customer_id = month_change.customer_id
left join gold.metric_avg_transaction_value as ticket on profile.customer_id = ticket.customer_id
cross join silver.as_of as as_of
where profile.full_name is distinct from customer.full_name
    or profile.email is distinct from customer.email
    or profile.phone is distinct from customer.phone
    or profile.state is distinct from customer.state
    or profile.city is distinct from customer.city
    or profile.card_type is distinct from customer.card_type
    or profile.credit_limit is distinct from customer.credit_limit
    or profile.source_system is distinct from customer.source_system
    or profile.account_open_date is distinct from customer.account_open_date
    or profile.customer_segment is distinct from segment.customer_segment
    or profile.segment_assigned_date is distinct from segment.segment_assigned_date
    or profile.spend_last_90_days is distinct from segment.spend_last_90_days
    or profile.spend_change_pct is distinct from segment.spend_change_pct
    or profile.lifetime_value is distinct from ltv.lifetime_value
    or profile.contribution_value is distinct from ltv.contribution_value
    or profile.total_transactions is distinct from ticket.total_transactions
    or profile.avg_transaction_value is distinct from ticket.avg_transaction_value
    or profile.spending_consistency is distinct from ticket.spending_consistency
    or profile.mom_spend_change_pct is distinct from month_change.mom_spend_change_pct
    or profile.profile_updated_date is distinct from as_of.as_of_date;
