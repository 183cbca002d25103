-- churn_tasks: on the first of each month a new model, and after it new scores and profiles; each stops after three
--              failures.
-- rule    both procedures build the features from what was loaded since; a refused candidate is no failure, so the
--         model in use scores on
-- rule    made suspended; the last two lines set them going, the one that follows first
create or replace task gold.retrain_churn_monthly
    warehouse = customer_360_wh
    schedule = 'using cron 0 4 1 * * UTC'
    suspend_task_after_num_failures = 3
as
    call gold.retrain_churn_model();

create or replace task gold.refresh_churn_monthly
    warehouse = customer_360_wh
    after gold.retrain_churn_monthly
as
    call gold.refresh_churn_predictions();

alter task gold.refresh_churn_monthly resume;
alter task gold.retrain_churn_monthly resume;
