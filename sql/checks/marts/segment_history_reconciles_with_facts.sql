-- segment_history_reconciles_with_facts: each month's windows hold the days of the facts that they say, to the cent
with entries as (
    select customer_id, min(snapshot_date) as entry_date
    from gold.customer_segment_history
    group by customer_id
),

days as (
    select fact.transaction_date, entries.entry_date, sum(fact.amount) as amount
    from gold.fct_transactions as fact
    join entries on fact.customer_id = entries.customer_id
    where fact.status = 'approved'
    group by fact.transaction_date, entries.entry_date
),

fact_windows as (
    select
        dates.snapshot_date,
        sum(iff(days.transaction_date >= dates.recent_from, days.amount, 0)) as recent_spend,
        sum(iff(days.transaction_date < dates.recent_from, days.amount, 0)) as prior_spend
    from gold.segment_date as dates
    join days
        on days.transaction_date >= dates.prior_from
        and days.transaction_date < dates.snapshot_date
        and days.entry_date <= dates.snapshot_date
    group by dates.snapshot_date
),

history_windows as (
    select snapshot_date, sum(spend_last_90_days) as recent_spend, sum(spend_prior_90_days) as prior_spend
    from gold.customer_segment_history
    group by snapshot_date
)

select
    coalesce(history.snapshot_date, facts.snapshot_date)::varchar as subject,
    'the month''s windows and the facts differ' as detail,
    history.recent_spend, facts.recent_spend as recent_in_facts,
    history.prior_spend, facts.prior_spend as prior_in_facts
from history_windows as history
full outer join fact_windows as facts on history.snapshot_date = facts.snapshot_date
where zeroifnull(history.recent_spend) <> zeroifnull(facts.recent_spend)
    or zeroifnull(history.prior_spend) <> zeroifnull(facts.prior_spend);
