-- churn_class_predictions: the rows of gold.churn_predictions, from the raw probabilities of the class.
-- grain   one row per customer whose account is open at as_of_date
-- reads   gold.churn_raw_predictions, gold.churn_calibration, gold.churn_population, gold.churn_snapshot,
--         gold.churn_model_runs
-- rule    the model in use is the one that was promoted last; probabilities go by the curve that was kept with it
-- rule    a rank is the share of the other customers with a lower raw probability; the score rises with it from 0 to 39
--         over the first 75 %, to 69 over the next 17.5 %, and to 100 over the last 7.5 %
-- rule    without a raw probability there is no rank: such a customer could not be scored, and moves nobody else's score
create or replace view gold.churn_class_predictions as
with versions as (
    select model_version
    from gold.churn_model_runs
    where command = 'retrain' and status = 'OK'
    qualify row_number() over (order by run_at desc) = 1
),

ranks as (
    select
        raw.customer_id, raw.snapshot_date, raw.raw_probability,
        percent_rank() over (order by raw.raw_probability) as risk_rank
    from gold.churn_raw_predictions as raw
    where raw.raw_probability is not null
),

steps as (
    select ranks.customer_id, max(calibration.churn_probability) as churn_probability
    from ranks
    cross join versions as version
    join gold.churn_calibration as calibration
        on version.model_version = calibration.model_version
        and calibration.from_probability <= ranks.raw_probability
    group by ranks.customer_id
),

scores as (
    select
        ranks.customer_id, ranks.snapshot_date, steps.churn_probability,
        case
            when ranks.risk_rank < 0.75 then floor(40 * ranks.risk_rank / 0.75)
            when ranks.risk_rank < 0.925 then 40 + floor(30 * (ranks.risk_rank - 0.75) / 0.175)
            else least(100, 70 + floor(31 * (ranks.risk_rank - 0.925) / 0.075))
        end::integer as churn_risk_score
    from ranks
    join steps on ranks.customer_id = steps.customer_id
)

select
    population.customer_id, population.snapshot_date, version.model_version,
    round(score.churn_probability, 6) as churn_probability, score.churn_risk_score,
    case
        when score.churn_risk_score < 40 then 'Low Risk'
        when score.churn_risk_score < 70 then 'Medium Risk'
        when score.churn_risk_score <= 100 then 'High Risk'
    end as churn_risk_category,
    null::varchar as top_reason_1, null::varchar as top_reason_2, null::varchar as top_reason_3,
    score.customer_id is not null as is_scored,
    iff(score.customer_id is null, coalesce(population.not_scored_reason, 'could not be scored'), null)
        as not_scored_reason
from gold.churn_population as population
join gold.churn_snapshot as snapshot on population.snapshot_date = snapshot.snapshot_date and snapshot.role = 'score'
cross join versions as version
left join scores as score on population.customer_id = score.customer_id;
