-- For which reasons were rows set aside, and how many of each import?
select
    import_id,
    source,
    field as "column",
    rule,
    count(*) as rows
from staging.quarantine
group by all
order by import_id, rows desc, "column", rule;
