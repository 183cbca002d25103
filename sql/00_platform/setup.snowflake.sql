-- setup: the database, its schemas, a warehouse and two roles. Runs again without harm.
-- Needs a role that may create roles, warehouses and databases, e.g. ACCOUNTADMIN of a trial account.
create role if not exists customer_360_etl;
create role if not exists customer_360_read;
grant role customer_360_read to role customer_360_etl;
grant role customer_360_etl to role sysadmin;

create warehouse if not exists customer_360_wh
    warehouse_size = xsmall auto_suspend = 60 auto_resume = true initially_suspended = true
    comment = 'Customer 360 workbook' statement_timeout_in_seconds = 3600;

create database if not exists customer_360 data_retention_time_in_days = 1;
create schema if not exists customer_360.generator;
create schema if not exists customer_360.bronze;
create schema if not exists customer_360.silver;
create schema if not exists customer_360.gold;
create schema if not exists customer_360.observability;

grant usage, operate on warehouse customer_360_wh to role customer_360_etl;
grant usage on warehouse customer_360_wh to role customer_360_read;
grant usage on database customer_360 to role customer_360_read;

-- the one builds: its own tables, views and functions in every schema
grant usage, create table, create view, create function, create stage, create file format
    on all schemas in database customer_360 to role customer_360_etl;
grant select, insert, update, delete, truncate on all tables in database customer_360 to role customer_360_etl;
grant select, insert, update, delete, truncate on future tables in database customer_360 to role customer_360_etl;

-- the other reads what is modelled, never the generator's hidden truth nor the raw files
grant usage on schema customer_360.silver to role customer_360_read;
grant usage on schema customer_360.gold to role customer_360_read;
grant select on all tables in schema customer_360.gold to role customer_360_read;
grant select on future tables in schema customer_360.gold to role customer_360_read;
grant select on all views in schema customer_360.gold to role customer_360_read;
grant select on future views in schema customer_360.gold to role customer_360_read;
