-- model_runs: the ledger of every model that was published.
-- grain   one row per run of a model
-- spans   content_hash does not depend on the order of rows; made_from covers the SQL text and the hashes of what it read
create table if not exists observability.model_runs (
    run_at timestamp,
    model varchar,
    table_name varchar,
    row_count bigint,
    seconds double,
    content_hash varchar,
    made_from varchar
);
