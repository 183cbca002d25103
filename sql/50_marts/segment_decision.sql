-- segment_decision: the rule. Which segment a customer belongs to on a day, under the thresholds of a scenario.
-- grain   one row per scenario, snapshot_date and customer_id
-- reads   gold.customer_spend_window, gold.segment_scenario
-- rule    the order of the cases is that of segment_precedence; the last case takes everybody else
-- rule    growth and decline need a known trend; growth is against the customer's own prior window as it is, decline
--         against what the season would have left of it, so that January is none
-- rule    a decline is seen in those who still buy: who bought nothing in the recent window is not spending less but
--         gone, which is the churn model's to say; such customers stay among everybody else, is_active tells them apart.
--         Counted as Declining they would be 13% of the book, where 5 to 10% are meant
-- rule    a view: history asks it for one scenario, the sensitivity of the shares for all
create or replace view gold.segment_decision as
select
    scenario.scenario,
    spend.snapshot_date,
    spend.customer_id,
    case
        when spend.is_trend_known
            and spend.tenure_days < scenario.new_tenure
            and spend.recent_spend >= spend.prior_spend * (1 + scenario.new_growth) then 1
        when spend.is_trend_known
            and spend.tenure_days >= scenario.new_tenure
            and spend.recent_spend > 0
            and spend.recent_spend <= spend.prior_spend * spend.season_factor * (1 - scenario.decline) then 2
        when spend.recent_spend >= 3 * scenario.traveler_spend
            and spend.travel_spend >= spend.recent_spend * scenario.traveler_travel then 3
        when spend.recent_spend > 0
            and spend.recent_spend < 3 * scenario.budget_spend
            and spend.necessities_spend >= spend.recent_spend * scenario.budget_necessities then 4
        else 5
    end as precedence,
    spend.is_trend_known,
    spend.recent_spend,
    spend.prior_spend,
    spend.season_factor
from gold.customer_spend_window as spend
cross join gold.segment_scenario as scenario;
