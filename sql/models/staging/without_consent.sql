-- Every row whose person did not agree to be counted: its key, and nothing else of it.
-- Grain: one row per row without consent of an import.
-- import_id   | the import it came with
-- received_at | when that import was received, UTC
-- row_number  | its row in the file, counted from 1 without the header
-- report_key  | keyed hash of the provider's own id; null when the row has none
-- source      | who counts
with received as (
    select * from received_without_consent
),

imports as (
    select * from received_imports
),

final as (
    select
        imports.import_id,
        imports.received_at,
        received.row_number,
        received.report_key,
        imports.source
    from received
    inner join imports on received.import_id = imports.import_id
)

select * from final
order by import_id, row_number
