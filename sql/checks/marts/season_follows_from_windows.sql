-- season_follows_from_windows: a month's season is what established customers' spend did between its two windows
with seasons as (
    select
        history.snapshot_date,
        round(sum(history.spend_last_90_days) / nullifzero(sum(history.spend_prior_90_days)), 6) as season_factor
    from gold.customer_segment_history as history
    join gold.segment_date as dates on history.snapshot_date = dates.snapshot_date and dates.has_full_windows
    join gold.dim_customer as customer
        on history.customer_id = customer.customer_id
        and customer.is_current
        and customer.account_open_date <= dates.prior_from
    group by history.snapshot_date
)

select
    history.customer_id as subject,
    'the season of the month is not that of its windows' as detail,
    history.snapshot_date, history.season_factor, seasons.season_factor as season_of_windows
from gold.customer_segment_history as history
left join seasons on history.snapshot_date = seasons.snapshot_date
where history.season_factor is distinct from seasons.season_factor
union all
select segment.customer_id, 'today''s season, or the change that it leaves, is another', segment.as_of_date,
    segment.season_factor, seasons.season_factor
from gold.customer_segments as segment
left join seasons on segment.as_of_date = seasons.snapshot_date
where segment.season_factor is distinct from seasons.season_factor
    or segment.season_adjusted_change_pct is distinct from round(
        100 * (segment.spend_last_90_days / nullifzero(segment.spend_prior_90_days * segment.season_factor) - 1), 2
    );
