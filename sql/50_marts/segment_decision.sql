-- segment_decision: the rules, and which of them claims a customer first. On any day, under the thresholds of a scenario.
-- grain   one row per scenario, snapshot_date and customer_id
-- reads   gold.customer_spend_window, gold.segment_scenario, gold.segment_precedence
-- rule    precedence is the lowest in segment_precedence among the rules that hold; the last one holds for everybody, and
--         stands in for a segment that is not listed: on Snowflake the least of anything and null is null
-- rule    growth and decline need a known trend; growth is against the customer's own prior window as it is, decline
--         against what the season would have left of it, so that January is none. fits_declining_unadjusted is the same
--         with the season left in, to show what the adjustment does; it claims nobody
-- rule    who bought nothing in the prior window grows with any purchase in the recent one (the notebook on segments
--         shows how many those are); who bought nothing in either is not growing
-- rule    a decline is seen in those who still buy: who bought nothing in the recent window is not spending less but
--         gone, which is the churn model's to say; such customers stay among everybody else, is_active tells them apart.
--         Counted as Declining they would be 14% of the book, where 5 to 10% are meant
-- rule    a view: history asks it for one scenario, the sensitivity of the shares for all
create or replace view gold.segment_decision as
with ranks as (
    select
        max(iff(customer_segment = 'New & Growing', precedence, null)) as growing_rank,
        max(iff(customer_segment = 'Declining', precedence, null)) as declining_rank,
        max(iff(customer_segment = 'High-Value Travelers', precedence, null)) as traveler_rank,
        max(iff(customer_segment = 'Budget-Conscious', precedence, null)) as budget_rank,
        max(iff(customer_segment = 'Stable Mid-Spenders', precedence, null)) as stable_rank
    from gold.segment_precedence
),

hits as (
    select
        scenario.scenario,
        spend.snapshot_date,
        spend.customer_id,
        spend.is_trend_known
            and spend.tenure_days < scenario.new_tenure
            and spend.recent_spend > 0
            and spend.recent_spend >= spend.prior_spend * (1 + scenario.new_growth) as fits_growing,
        spend.is_trend_known
            and spend.tenure_days >= scenario.new_tenure
            and spend.recent_spend > 0
            and coalesce(spend.recent_spend <= spend.prior_spend * spend.season_factor * (1 - scenario.decline), false)
            as fits_declining,
        spend.is_trend_known
            and spend.tenure_days >= scenario.new_tenure
            and spend.recent_spend > 0
            and coalesce(spend.recent_spend <= spend.prior_spend * (1 - scenario.decline), false)
            as fits_declining_unadjusted,
        spend.recent_spend >= 3 * scenario.traveler_spend
            and spend.travel_spend >= spend.recent_spend * scenario.traveler_travel as fits_traveler,
        spend.recent_spend > 0
            and spend.recent_spend < 3 * scenario.budget_spend
            and spend.necessities_spend >= spend.recent_spend * scenario.budget_necessities as fits_budget,
        spend.is_trend_known,
        spend.recent_spend,
        spend.prior_spend,
        spend.season_factor
    from gold.customer_spend_window as spend
    cross join gold.segment_scenario as scenario
)

select
    hits.scenario,
    hits.snapshot_date,
    hits.customer_id,
    least(
        ranks.stable_rank,
        iff(hits.fits_growing, coalesce(ranks.growing_rank, ranks.stable_rank), ranks.stable_rank),
        iff(hits.fits_declining, coalesce(ranks.declining_rank, ranks.stable_rank), ranks.stable_rank),
        iff(hits.fits_traveler, coalesce(ranks.traveler_rank, ranks.stable_rank), ranks.stable_rank),
        iff(hits.fits_budget, coalesce(ranks.budget_rank, ranks.stable_rank), ranks.stable_rank)
    ) as precedence,
    hits.fits_growing,
    hits.fits_declining,
    hits.fits_declining_unadjusted,
    hits.fits_traveler,
    hits.fits_budget,
    hits.is_trend_known,
    hits.recent_spend,
    hits.prior_spend,
    hits.season_factor
from hits
cross join ranks;
