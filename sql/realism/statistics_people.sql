-- statistics_people: who is in the books. One row, one column per statistic.
-- reads   generator.landed_customers, generator.landed_day
-- counts  records; states among the records that write them as two letters, whatever the case, which is nearly all
with periods as (
    select dateadd('day', 1, max(transaction_date))::date as as_of_date
    from generator.landed_day
),

records as (
    select
        source_system, employment_status, card_type,
        credit_limit::decimal(12, 2) as credit_limit,
        upper(trim(state)) as state_code,
        datediff('day', date_of_birth::date, as_of_date) / 365.25 as age,
        account_open_date::date >= dateadd('month', -6, as_of_date)::date as is_young
    from generator.landed_customers
    cross join periods
),

states as (
    select
        source_system, state_code,
        count(*)::double / sum(count(*)) over (partition by source_system) as record_share,
        row_number() over (partition by source_system order by count(*) desc, state_code) as place
    from records
    where length(state_code) = 2
    group by source_system, state_code
),

places as (
    select
        sum(iff(source_system = 'legacy' and state_code = 'CA', record_share, 0)) as california_share,
        sum(iff(source_system = 'legacy' and state_code = 'TX', record_share, 0)) as texas_share,
        sum(iff(source_system = 'acquired' and place <= 6, record_share, 0)) as home_region_share
    from states
)

select
    avg(age) as mean_age,
    avg(iff(employment_status = 'Employed', 1, 0)) as employed_share,
    avg(iff(employment_status = 'Self-employed', 1, 0)) as self_employed_share,
    avg(iff(employment_status = 'Retired', 1, 0)) as retired_share,
    avg(iff(employment_status = 'Unemployed', 1, 0)) as unemployed_share,
    avg(iff(employment_status = 'Retired', age, null)) - avg(iff(employment_status <> 'Retired', age, null)) as retired_age_gap,
    avg(iff(card_type = 'Premium', 1, 0)) as premium_share,
    avg(iff(is_young, 1, 0)) as young_share,
    avg(iff(credit_limit >= 10000, null, iff(credit_limit % 500 = 0, 1, 0))) as limit_step_share,
    min(california_share) as california_share,
    min(texas_share) as texas_share,
    min(home_region_share) as home_region_share
from records
cross join places;
