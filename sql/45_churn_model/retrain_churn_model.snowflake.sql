-- retrain_churn_model: trains a candidate on the train cut-offs, judges it on the test cut-off, and only then trains
--                      the model that scores. Call it as: call gold.retrain_churn_model();
-- rule    features, labels and what they read are built first, so that it learns from what was loaded since
-- rule    the gates are an AUC on the test cut-off of at least min_auc, and at most 0.95: more would be a leak
-- rule    a refused candidate leaves the model in use as it is, with its curve in gold.churn_calibration, its
--         gold.churn_backtest and gold.churn_importance; it is an error only while no model is in use
-- rule    a failure is entered in gold.churn_model_runs and raised again, so that a task that calls it fails too
-- rule    the class has no seed and no knobs; two runs on the same rows may differ a little
-- rule    written after the documentation and not run on an account yet: in doubt are making a class in a procedure with
--         its owner's rights, and :sqlid after a method of a class
create or replace procedure gold.retrain_churn_model(min_auc float default 0.80)
returns variant
language sql
execute as owner
as
$$
declare
    too_few exception (-20010, 'fewer than 1000 rows to learn from');
    not_promoted exception (-20011, 'the candidate does not keep the gates');
    version varchar default 'classification-' || to_char(current_timestamp(), 'YYYYMMDDHH24MISS');
    in_use number;
    row_count number;
    test_auc float;
begin
    call gold.build_churn_features();
    select count(*) into :in_use from gold.churn_model_runs where command = 'retrain' and status = 'OK';
    select count(*) into :row_count from gold.churn_training_rows;
    if (row_count < 1000) then
        raise too_few;
    end if;

    create or replace snowflake.ml.classification gold.churn_candidate(
        input_data => system$reference('VIEW', 'gold.churn_training_rows'),
        target_colname => 'LABEL',
        config_object => {'evaluate': true, 'on_error': 'SKIP'}
    );

    call gold.churn_candidate!show_evaluation_metrics();
    create or replace table gold.churn_class_metrics as select * from table(result_scan(:sqlid));
    call gold.churn_candidate!show_global_evaluation_metrics();
    create or replace table gold.churn_class_global_metrics as select * from table(result_scan(:sqlid));
    call gold.churn_candidate!show_threshold_metrics();
    create or replace table gold.churn_class_thresholds as select * from table(result_scan(:sqlid));
    call gold.churn_candidate!show_feature_importance();
    create or replace table gold.churn_class_importance as select * from table(result_scan(:sqlid));

    -- the cut-offs after those it learned from: one for calibration, one for the test
    insert overwrite into gold.churn_scored_rows (customer_id, snapshot_date, raw_probability)
    select customer_id, snapshot_date, answer:probability['churned']::float as raw_probability
    from (
        select
            customer_id, snapshot_date,
            gold.churn_candidate!predict(input_data => {*}, config_object => {'on_error': 'SKIP'}) as answer
        from (
            -- features alone: a column of the population with the same name would be a key twice in {*}
            select feature.*
            from gold.churn_features as feature
            join gold.churn_population as population
                on feature.customer_id = population.customer_id and feature.snapshot_date = population.snapshot_date
            join gold.churn_snapshot as snapshot on feature.snapshot_date = snapshot.snapshot_date
            where population.is_scored and snapshot.role in ('calibrate', 'test')
        )
    );

    select max(auc) into :test_auc from gold.churn_evaluation where role = 'test';
    if (test_auc is null or test_auc < min_auc or test_auc > 0.95) then
        raise not_promoted;
    end if;

    -- the curve first: it counts only from the moment its version is entered below
    insert into gold.churn_calibration (model_version, from_probability, churn_probability)
    select :version, from_probability, churn_probability
    from gold.churn_candidate_calibration;
    create or replace snowflake.ml.classification gold.churn_model(
        input_data => system$reference('VIEW', 'gold.churn_labelled_rows'),
        target_colname => 'LABEL',
        config_object => {'evaluate': false, 'on_error': 'SKIP'}
    );
    grant snowflake.ml.classification role gold.churn_model!mlconsumer to role customer_360_read;

    begin transaction;
    insert overwrite into gold.churn_backtest (
        customer_id, snapshot_date, model_version, churn_probability, has_churned
    )
    select customer_id, snapshot_date, :version, churn_probability, has_churned
    from gold.churn_class_backtest;
    insert overwrite into gold.churn_importance (model_version, feature, importance_share)
    select :version, lower(feature), score / sum(score) over () as importance_share
    from gold.churn_class_importance;
    insert into gold.churn_model_runs (run_at, command, status, model_version, auc, message)
    select current_timestamp()::timestamp_ntz, 'retrain', 'OK', :version, :test_auc, :row_count || ' rows';
    commit;
    return object_construct('status', 'OK', 'rows', :row_count, 'auc', :test_auc);
exception
    when not_promoted then
        insert into gold.churn_model_runs (run_at, command, status, model_version, auc, message)
        select current_timestamp()::timestamp_ntz, 'retrain', 'REFUSED', null, :test_auc, :sqlerrm;
        if (in_use = 0) then
            raise;
        end if;
        return object_construct('status', 'REFUSED', 'rows', :row_count, 'auc', :test_auc);
    when other then
        rollback;
        insert into gold.churn_model_runs (run_at, command, status, model_version, auc, message)
        select current_timestamp()::timestamp_ntz, 'retrain', 'FAILED', null, null, :sqlcode || ' ' || :sqlerrm;
        raise;
end;
$$;
