-- incoming: where files wait on Snowflake, and how their records are read.
-- rule    the stage is an internal one, filled by PUT; over a bucket it would carry a url and a storage integration
-- rule    written after the documentation and not run on an account yet
create file format if not exists bronze.contract_csv
    type = csv parse_header = false skip_header = 1 field_delimiter = ',' field_optionally_enclosed_by = '"'
    escape_unenclosed_field = none empty_field_as_null = true null_if = ('') trim_space = false encoding = 'UTF8'
    skip_byte_order_mark = true error_on_column_count_mismatch = true;
create file format if not exists bronze.contract_parquet type = parquet use_vectorized_scanner = true;
create stage if not exists bronze.incoming;
