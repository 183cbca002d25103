-- loaded_files: the ledger of every file that came through the door.
-- grain   one row per file in the lake; key source_file
-- rule    rows_in_file = rows_loaded + rows_rejected; amount_sum is what was loaded, amount_rejected what was not
-- rule    status is loaded, refused (the whole file broke a rule) or duplicate (its bytes are here under another name)
create table if not exists observability.loaded_files (
    source_file varchar primary key,
    feed varchar,
    sha256 varchar,
    bytes bigint,
    rows_in_file bigint,
    rows_loaded bigint,
    rows_rejected bigint,
    amount_sum decimal(18, 2),
    amount_rejected decimal(18, 2),
    manifest_rows bigint,
    manifest_amount_sum decimal(18, 2),
    loaded_at timestamp,
    status varchar
);
