-- statistics_season: how the year moves the spend of each kind of store. One row, one column per statistic.
-- reads   generator.landed_day
-- counts  whole months of approved spend; a month of the year that comes twice counts with its mean, so that a book
--         that grows or shrinks over the period does not look like a season
with months as (
    select
        merchant_category,
        date_trunc('month', transaction_date)::date as month_start,
        sum(amount)::double as spend_amount
    from generator.landed_day
    where status = 'approved'
        and last_day(transaction_date) <= (select max(transaction_date) from generator.landed_day)
    group by merchant_category, date_trunc('month', transaction_date)::date
),

year_months as (
    select merchant_category, month(month_start) as month_of_year, avg(spend_amount) as spend_amount
    from months
    group by merchant_category, month(month_start)
),

kinds as (
    select merchant_category as kind, month_of_year, spend_amount
    from year_months
    union all
    -- what a card book sees of "retail and food services": no car dealers
    select 'retail' as kind, month_of_year, sum(spend_amount) as spend_amount
    from year_months
    where merchant_category in (
        'restaurants', 'groceries', 'gas', 'general_merchandise', 'electronics', 'clothing', 'home_improvement', 'health'
    )
    group by month_of_year
    union all
    select 'travel' as kind, month_of_year, sum(spend_amount) as spend_amount
    from year_months
    where merchant_category in ('airlines', 'hotels', 'car_rental')
    group by month_of_year
),

factors as (
    select kind, month_of_year, spend_amount / avg(spend_amount) over (partition by kind) as factor
    from kinds
)

select
    sum(iff(kind = 'retail' and month_of_year = 12, factor, 0))
        / sum(iff(kind = 'retail' and month_of_year = 1, factor, 0)) as retail_december_over_january,
    sum(iff(kind = 'retail' and month_of_year = 2, factor, 0)) as retail_february,
    sum(iff(kind = 'electronics' and month_of_year = 12, factor, 0)) as electronics_december,
    sum(iff(kind = 'clothing' and month_of_year = 12, factor, 0))
        / sum(iff(kind = 'clothing' and month_of_year = 1, factor, 0)) as clothing_december_over_january,
    sum(iff(kind = 'groceries' and month_of_year = 12, factor, 0)) as groceries_december,
    sum(iff(kind = 'home_improvement' and month_of_year in (4, 5, 6), factor, 0))
        / sum(iff(kind = 'home_improvement' and month_of_year in (12, 1, 2), factor, 0)) as building_spring_over_winter,
    sum(iff(kind = 'gas' and month_of_year in (5, 6, 7, 8), factor, 0)) / 4
        / (sum(iff(kind = 'gas' and month_of_year in (12, 1, 2), factor, 0)) / 3) as gas_summer_over_winter,
    sum(iff(kind = 'travel' and month_of_year in (6, 7, 8), factor, 0)) / 3 as travel_summer
from factors;
