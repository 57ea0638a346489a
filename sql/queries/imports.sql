-- Which files were imported, the newest first, and what became of their rows?
select *
from staging.imports
order by received_at desc, import_id;
