-- Which months does each source have, and what is known of each; and when does the source's own year begin?
select
    months.source,
    months.month,
    months.collected,
    months.provisional,
    months.completeness,
    sources.fiscal_year_start
from spine({'sources': []::varchar[]}, null, null, 1, 1, 'reported') as months
inner join staging.sources on months.source = sources.code
order by
    months.source,
    months.month;
