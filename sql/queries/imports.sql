-- Which files were imported, the newest first, what became of their rows, and what their reports
-- changed?
with changes as (
    select
        import_id,
        count(*) filter (where change = 'new') as new_reports,
        count(*) filter (where change = 'changed') as changed_reports,
        count(*) filter (where change = 'unchanged') as unchanged_reports
    from marts.versions
    group by import_id
)

select
    imports.*,
    coalesce(changes.new_reports, 0) as new_reports,
    coalesce(changes.changed_reports, 0) as changed_reports,
    coalesce(changes.unchanged_reports, 0) as unchanged_reports
from staging.imports
left join changes on imports.import_id = changes.import_id
order by imports.received_at desc, imports.import_id;
