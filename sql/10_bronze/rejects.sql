-- rejects: records that broke a rule, and files that were refused whole.
-- grain   one row per record or refused file, with the first rule it broke
-- reads   nothing; the loader fills it in the transaction that loads the file
-- rule    record is one JSON object per record, the raw text where it could not be cut into columns, null for a file
create table if not exists bronze.rejects (
    feed varchar,
    rule_id varchar,
    detail varchar,
    source_file varchar,
    source_line bigint,
    record varchar,
    loaded_at timestamp
);
