-- fading_account: the account whose story is told: steady at first, then fading over months, with declined purchases
--         gathered around the turn. One row: its customer_id. Small books answer with whoever comes nearest.
-- reads   generator.landed_account_month
-- turn    the last month with at least 60 % of the purchases of an early month
-- chance  none: whole numbers decide, then the customer_id
with early_months as (
    select
        customer_id,
        sum(purchase_count) as early_count,
        min(purchase_count) as least_count,
        sum(spend_amount) as early_amount,
        max(spend_amount) as most_amount
    from generator.landed_account_month
    where month_no < 6
    group by customer_id
    having count(*) = 6 and sum(purchase_count) between 72 and 300
),

turns as (
    select
        months.customer_id,
        max(iff(10 * months.purchase_count >= early_months.early_count, months.month_no, 0)) as turn_month
    from generator.landed_account_month as months
    inner join early_months on early_months.customer_id = months.customer_id
    group by months.customer_id
),

courses as (
    select
        months.customer_id,
        sum(iff(months.month_no >= 15, months.purchase_count, 0)) as late_count,
        count_if(
            months.month_no > 5 and 30 * months.purchase_count between early_months.early_count and 4 * early_months.early_count
        ) as slope_months,
        sum(iff(months.month_no between turns.turn_month - 4 and turns.turn_month + 1, months.declined_count, 0)) as near_count,
        sum(months.declined_count) as declined_count,
        max(early_months.early_count) as early_count,
        max(early_months.least_count) as least_count,
        max(early_months.early_amount) as early_amount,
        max(early_months.most_amount) as most_amount
    from generator.landed_account_month as months
    inner join early_months on early_months.customer_id = months.customer_id
    inner join turns on turns.customer_id = months.customer_id
    group by months.customer_id
)

select customer_id
from courses
order by
    case
        when early_count >= 130 and 9 * least_count >= early_count and 9 * most_amount <= 2 * early_amount
            and 40 * late_count <= 3 * early_count and slope_months >= 4
            and near_count >= 8 and declined_count = near_count then 0
        when 40 * late_count <= 3 * early_count and near_count >= 4 then 1
        else 2
    end,
    least(near_count, 12) - 4 * (declined_count - near_count) + least(slope_months, 8) desc,
    customer_id
limit 1;
