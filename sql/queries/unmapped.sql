-- Which values fit no code, and in how many rows of each import? A null value is not shown because it
-- may be personal.
select *
from staging.unmapped
order by import_id, rows desc, field, value;
