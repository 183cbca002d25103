-- churn_privileges: what training on this account needs beyond the setup. Needs a role that may grant it.
grant create snowflake.ml.classification on schema customer_360.gold to role customer_360_etl;
grant create procedure, create task on schema customer_360.gold to role customer_360_etl;
grant execute task on account to role customer_360_etl;
