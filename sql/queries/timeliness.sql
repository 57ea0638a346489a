-- How old were the reports of each import when it was received, the newest import first: the last of
-- them, and half of those that it told of for the first time?
with fresh as (
    select
        versions.import_id,
        count(*) as new_reports,
        median((reports.received_at::date - reports.reported_date)::double) as median_days
    from marts.versions
    inner join staging.reports
        on versions.import_id = reports.import_id
        and versions.row_number = reports.row_number
    where versions.change = 'new'
    group by versions.import_id
)

select
    imports.import_id,
    imports.source,
    imports.received_at,
    imports.last_reported,
    imports.received_at::date - imports.last_reported as days,
    coalesce(fresh.new_reports, 0) as new_reports,
    fresh.median_days
from staging.imports
left join fresh on imports.import_id = fresh.import_id
order by
    imports.received_at desc,
    imports.import_id;
