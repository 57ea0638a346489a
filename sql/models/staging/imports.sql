-- Every file that was received, with what became of its rows.
-- Grain: one row per import.
-- import_id       | name of the import folder
-- source          | who counts
-- received_at     | when the file was received, UTC
-- file_name       | name of the file as delivered
-- rows_read       | rows in the file: accepted + quarantined + without_consent + filtered
--                 | + withdrawn
-- accepted        | rows that count as reports
-- quarantined     | rows set aside because a value could not be read
-- without_consent | rows whose person did not agree to be counted
-- filtered        | rows that the source profile leaves out
-- withdrawn       | rows of reports that were withdrawn
-- synthetic       | whether the rows are invented
-- first_reported  | earliest reported date among the accepted rows
-- last_reported   | latest reported date among the accepted rows
select
    import_id,
    source,
    received_at,
    file_name,
    rows_read,
    accepted,
    quarantined,
    without_consent,
    filtered,
    withdrawn,
    synthetic,
    first_reported,
    last_reported
from received_imports
