-- refresh_churn_predictions: scores the customers of as_of_date into gold.churn_predictions, in place of that day's
-- earlier ones. Call it as: call gold.refresh_churn_predictions();
-- rule    probability is calibrated; the risk score is a rank: 75 % Low, 17.5 % Medium, 7.5 % High
-- rule    the class explains itself for all customers together only, so the reasons of one customer stay null here
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
    truncate table gold.churn_raw_predictions;
    insert into gold.churn_raw_predictions (customer_id, snapshot_date, raw_probability)
    select customer_id, snapshot_date, answer:probability['churned']::float as raw_probability
    from (
        select
            feature.*,
            gold.churn_model!predict(input_data => {*}, config_object => {'on_error': 'SKIP'}) as answer
        from gold.churn_features as feature
        join gold.churn_population as population using (customer_id, snapshot_date)
        join gold.churn_snapshot as snapshot using (snapshot_date)
        where population.is_scored and snapshot.role = 'score'
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
