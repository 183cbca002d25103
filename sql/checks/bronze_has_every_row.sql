-- bronze_has_every_row: rows and amounts of every loaded file are those that its sender told and the ledger says
select source_file as subject, verdict as detail, rows_in_file, rows_loaded, rows_rejected, amount_difference
from observability.reconciliation
where verdict in ('rows differ', 'amount differs');
