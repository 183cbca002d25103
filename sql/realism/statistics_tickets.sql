-- statistics_tickets: what amounts look like. One row, one column per statistic.
-- reads   generator.landed_ticket, generator.landed_repeat
-- shapes  skewness of the logarithm is 0 for a log-normal law; subscriptions at fixed prices have no such law and stay out
with amounts as (
    select amount, sum(ticket_count) as ticket_count
    from generator.landed_ticket
    group by amount
),

running as (
    select
        amount,
        sum(ticket_count) over (order by amount rows between unbounded preceding and current row) as tickets_so_far,
        sum(ticket_count) over () as all_tickets
    from amounts
),

medians as (
    select min(amount)::double as median_ticket
    from running
    where 2 * tickets_so_far >= all_tickets
),

logs as (
    select merchant_category, amount, ticket_count, ln(amount::double) as log_amount
    from generator.landed_ticket
    where not is_recurring and amount > 0
),

centred as (
    select
        merchant_category, ticket_count,
        log_amount - sum(ticket_count * log_amount) over (partition by merchant_category)
            / sum(ticket_count) over (partition by merchant_category) as distance
    from logs
),

shapes as (
    select
        merchant_category, sum(ticket_count) as ticket_count,
        sum(ticket_count * power(distance, 3)) / sum(ticket_count)
            / power(sum(ticket_count * power(distance, 2)) / sum(ticket_count), 1.5) as skewness
    from centred
    group by merchant_category
),

endings as (
    select
        sum(iff(amount - floor(amount) = 0.99, ticket_count, 0))::double / sum(ticket_count) as ninety_nine_share,
        sum(iff(amount - floor(amount) = 0, ticket_count, 0))::double / sum(ticket_count) as round_share
    from generator.landed_ticket
    where not is_recurring
),

repeats as (
    select sum(iff(charge_count > 1, charge_count, 0))::double / sum(charge_count) as exact_repeat_share
    from generator.landed_repeat
)

select
    median_ticket,
    (select sum(ticket_count * abs(skewness)) / sum(ticket_count) from shapes) as log_skewness,
    ninety_nine_share, round_share, exact_repeat_share
from medians
cross join endings
cross join repeats;
