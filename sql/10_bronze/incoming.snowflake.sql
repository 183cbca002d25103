-- incoming: where files wait on Snowflake, and what the loader notes while one of them goes through the rules.
-- rule    a load PUTs its files to the internal stage, in a folder of its own, and removes them afterwards. Over a lake in
--         a bucket an external stage spares the Parquet files that way; make it once, and name it in C360_STAGE:
--           create stage bronze.lake url = 's3://bucket/prefix/' storage_integration = <the account's own>;
-- rule    arrived_file holds one row, always: a load updates it before anything else, so that the loads of two notebooks
--         wait for one another. The other tables are empty outside of a load's transaction
-- rule    run against a double of Snowflake only, not on an account yet
create file format if not exists bronze.contract_parquet type = parquet use_vectorized_scanner = true;
create stage if not exists bronze.incoming;

create transient table if not exists bronze.arrived_file (
    source_file varchar,
    loaded_at timestamp,
    latest_date date
);

insert into bronze.arrived_file
select null::varchar, null::timestamp, null::date
from (select count(*) as row_count from bronze.arrived_file) as found
where row_count = 0;

create transient table if not exists bronze.arrived_broken (
    rule_id varchar,
    detail varchar,
    source_line bigint,
    raw varchar
);

create transient table if not exists bronze.judgement (
    _source_file varchar,
    _source_line bigint,
    _loaded_at timestamp,
    _amount decimal(12, 2),
    rule_id varchar,
    _record varchar
);
