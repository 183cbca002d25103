-- churn_definition: what churn means here, and from when to when it is looked for; the one place for these numbers.
-- grain   one row
-- spans   features [T - feature_days, T), then gap_days to act, then label_days; T is a snapshot's date
-- rule    churned: no approved purchase for inactive_days whole days or more at the end of the label window, or spend
--         per day in the label window under decline_share of the spend per day in the feature window
-- rule    who is scored: last purchase less than active_days before T, min_purchases or more in the feature window,
--         history of min_history_days or more, and not declined already: spend per day in the last label_days not
--         under decline_share of the feature window's
-- rule    history begins with the first purchase that was loaded, and the data begins a few days before the first window:
--         min_history_days of feature_days would leave out, at the first cut-off alone, who happens not to buy in those
--         few days, seldom buyers most of all. A month of slack keeps them. An account that really is so young has its
--         spend spread over up to a sixth more days than it had, so that its decline is judged mildly
-- rule    another definition is another label_version
create or replace table gold.churn_definition as
select
    'churn-1' as label_version,
    180 as feature_days,
    14 as gap_days,
    90 as label_days,
    60 as inactive_days,
    0.30 as decline_share,
    30 as active_days,
    6 as min_purchases,
    150 as min_history_days;
