-- What is to be known about each imported file, beside where its rows went?
select
    notes.import_id,
    notes.source,
    imports.file_name,
    notes.note,
    notes.detail
from staging.notes
inner join staging.imports on notes.import_id = imports.import_id
order by imports.received_at desc, notes.import_id, notes.note, notes.detail;
