-- For which reasons were rows set aside, how many of each import, and where do the first of them stand?
select
    import_id,
    source,
    sheet,
    field as "column",
    rule,
    count(*) as rows,
    array_to_string(list(line order by line)[1:5], ', ') as lines
from staging.quarantine
group by all
order by import_id, rows desc, "column", rule, sheet;
