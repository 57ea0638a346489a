-- Every reason for which a row was set aside.
-- Grain: one row per import, row and failed rule.
-- import_id  | the import it came with
-- source     | who counts
-- row_number | the row in the file, counted from 1 without the header
-- line       | the line of the file on which the row begins
-- sheet      | the sheet of the workbook, if there is one
-- field      | the column that failed, by our name
-- rule       | what it failed
-- value      | the value when it looks like a code; null otherwise, because it may be personal
with received as (
    select * from received_quarantine
),

imports as (
    select * from received_imports
),

final as (
    select
        imports.import_id,
        imports.source,
        received.row_number,
        received.line,
        received.sheet,
        received.field,
        received.rule,
        received.value
    from received
    inner join imports on received.import_id = imports.import_id
)

select * from final
order by import_id, row_number, field, rule
