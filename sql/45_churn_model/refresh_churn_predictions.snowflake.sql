-- refresh_churn_predictions: scores the customers of as_of_date into gold.churn_predictions, in place of that day's
-- earlier ones, and brings the profiles up to date. Call it as: call gold.refresh_churn_predictions();
-- rule    features are built first and the marts last: what reads gold.customer_360_profile sees the new scores
-- rule    probability is calibrated; the risk score is a rank: 75 % Low, 17.5 % Medium, 7.5 % High
-- rule    the class explains itself for all customers together only, so the reasons of one customer stay null here
-- rule    probabilities go by the curve that was kept with the model in use, whatever candidates came after it
-- rule    delete and insert are one transaction: readers see the old rows or the new ones
create or replace procedure gold.refresh_churn_predictions()
returns variant
language sql
execute as owner
as
$$
declare
    nobody exception (-20012, 'nobody to score: build the features first');
    row_count number;
begin
    call gold.build_churn_features();
    insert overwrite into gold.churn_raw_predictions (customer_id, snapshot_date, raw_probability)
    select customer_id, snapshot_date, answer:probability['churned']::float as raw_probability
    from (
        select
            customer_id, snapshot_date,
            gold.churn_model!predict(input_data => {*}, config_object => {'on_error': 'SKIP'}) as answer
        from (
            -- features alone: a column of the population with the same name would be a key twice in {*}
            select feature.*
            from gold.churn_features as feature
            join gold.churn_population as population
                on feature.customer_id = population.customer_id and feature.snapshot_date = population.snapshot_date
            join gold.churn_snapshot as snapshot on feature.snapshot_date = snapshot.snapshot_date
            where population.is_scored and snapshot.role = 'score'
        )
    );
    select count(*) into :row_count from gold.churn_raw_predictions;
    if (row_count = 0) then
        raise nobody;
    end if;

    begin transaction;
    delete from gold.churn_predictions
    where snapshot_date in (select snapshot_date from gold.churn_snapshot where role = 'score');
    insert into gold.churn_predictions (
        customer_id, snapshot_date, model_version, churn_probability, churn_risk_score, churn_risk_category,
        top_reason_1, top_reason_2, top_reason_3, is_scored, not_scored_reason
    )
    select
        customer_id, snapshot_date, model_version, churn_probability, churn_risk_score, churn_risk_category,
        top_reason_1, top_reason_2, top_reason_3, is_scored, not_scored_reason
    from gold.churn_class_predictions;
    commit;
    call gold.build_customer_marts();

    insert into gold.churn_model_runs (run_at, command, status, model_version, auc, message)
    select current_timestamp()::timestamp_ntz, 'refresh', 'OK', null, null, :row_count || ' customers scored';
    return object_construct('status', 'OK', 'scored', :row_count);
exception
    when other then
        rollback;
        insert into gold.churn_model_runs (run_at, command, status, model_version, auc, message)
        select current_timestamp()::timestamp_ntz, 'refresh', 'FAILED', null, null, :sqlcode || ' ' || :sqlerrm;
        raise;
end;
$$;
