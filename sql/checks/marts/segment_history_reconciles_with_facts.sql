-- segment_history_reconciles_with_facts: the windows of each customer's months hold the days of the facts that they say
-- rule    a purchase is in as many recent and prior windows as there are months that reach back to its day; counted
--         once plainly and once weighted with the months' numbers, so that amounts in a wrong month do not make up for
--         each other
-- rule    customers who bought before their account was opened are left to transactions_follow_the_opening: they have no
--         month for such a purchase
with months as (
    select snapshot_date, recent_from, prior_from, row_number() over (order by snapshot_date) as month_number
    from gold.segment_date
),

days as (
    select
        calendar.date,
        sum(iff(calendar.date >= months.recent_from, 1, 0))::smallint as recent_count,
        sum(iff(calendar.date >= months.recent_from, months.month_number, 0))::smallint as recent_weight,
        sum(iff(calendar.date < months.recent_from, 1, 0))::smallint as prior_count,
        sum(iff(calendar.date < months.recent_from, months.month_number, 0))::smallint as prior_weight
    from gold.dim_date as calendar
    join months on calendar.date >= months.prior_from and calendar.date < months.snapshot_date
    group by calendar.date
),

facts as (
    select
        fact.customer_id,
        min(fact.transaction_date) as first_transaction_date,
        sum(fact.amount * days.recent_count) as recent_sum,
        sum(fact.amount * days.recent_weight) as recent_weighted,
        sum(fact.amount * days.prior_count) as prior_sum,
        sum(fact.amount * days.prior_weight) as prior_weighted
    from gold.fct_transactions as fact
    join days on fact.transaction_date = days.date
    where fact.status = 'approved'
    group by fact.customer_id
),

histories as (
    select
        history.customer_id,
        count_if(history.spend_last_90_days is null or history.spend_prior_90_days is null) as missing_count,
        sum(history.spend_last_90_days) as recent_sum,
        sum(history.spend_last_90_days * months.month_number::smallint) as recent_weighted,
        sum(history.spend_prior_90_days) as prior_sum,
        sum(history.spend_prior_90_days * months.month_number::smallint) as prior_weighted
    from gold.customer_segment_history as history
    join months on history.snapshot_date = months.snapshot_date
    group by history.customer_id
)

select
    history.customer_id as subject,
    'the windows of the customer''s months and the facts differ' as detail,
    history.recent_sum, facts.recent_sum as recent_in_facts, history.prior_sum, facts.prior_sum as prior_in_facts
from histories as history
left join gold.dim_customer as customer on history.customer_id = customer.customer_id and customer.is_current
left join facts on history.customer_id = facts.customer_id
where history.missing_count > 0
    or (
        coalesce(facts.first_transaction_date >= customer.account_open_date, true)
        and (
            zeroifnull(history.recent_sum) <> zeroifnull(facts.recent_sum)
            or zeroifnull(history.recent_weighted) <> zeroifnull(facts.recent_weighted)
            or zeroifnull(history.prior_sum) <> zeroifnull(facts.prior_sum)
            or zeroifnull(history.prior_weighted) <> zeroifnull(facts.prior_weighted)
        )
    );
