-- contribution_reconciles_with_facts: what a customer brought is half a per cent of their own facts less the servicing
with constants as (
    select
        sum(iff(constant_name = 'interchange', constant_value, 0))
            - sum(iff(constant_name in ('rewards', 'processing_and_fraud'), constant_value, 0)) as spend_margin,
        sum(iff(constant_name = 'servicing', constant_value, 0)) as servicing_amount
    from gold.issuer_economics
),

facts as (
    select
        customer_id,
        sum(iff(status = 'refunded', amount, 0)) as refund_amount,
        sum(amount) as net_amount
    from gold.fct_transactions
    where status in ('approved', 'refunded')
    group by customer_id
),

expectations as (
    select
        customer.customer_id,
        zeroifnull(facts.refund_amount) as refund_amount,
        zeroifnull(facts.net_amount) * constants.spend_margin as spend_margin_amount,
        constants.servicing_amount / 365 * greatest(
            least(
                datediff('day', customer.account_open_date, as_of.as_of_date),
                datediff('day', as_of.first_date, as_of.as_of_date)
            ), 0
        ) as servicing_amount
    from gold.dim_customer as customer
    cross join constants
    cross join silver.as_of as as_of
    left join facts on customer.customer_id = facts.customer_id
    where customer.is_current and customer.customer_key <> -1
)

select
    expected.customer_id as subject,
    'the contribution and the facts differ' as detail,
    ltv.refund_amount, ltv.spend_margin_amount, ltv.servicing_amount, profile.contribution_value
from expectations as expected
left join gold.metric_customer_ltv as ltv on expected.customer_id = ltv.customer_id
left join gold.customer_360_profile as profile on expected.customer_id = profile.customer_id
where ltv.refund_amount is distinct from expected.refund_amount
    or not coalesce(abs(ltv.spend_margin_amount - expected.spend_margin_amount) < 0.006, false)
    or not coalesce(abs(ltv.servicing_amount - expected.servicing_amount) < 0.006, false)
    or ltv.contribution_value is distinct from ltv.spend_margin_amount - ltv.servicing_amount
    or profile.contribution_value is distinct from ltv.contribution_value;
