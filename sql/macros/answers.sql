-- Of the chosen reports of each source and month that could say something in a field, how many do not?
-- total: all of them, with those whose file does not have the field
-- filters, first, last: as the macro chosen has them
create or replace macro answers(filters, first, last) as table
-- A field that the source's file does not have is null in every report; what is asked and not known is
-- told by one word for all.
with reports as (
    select
        source,
        month,
        case
            when (import_id, 'incident_date') in (select import_id, field from staging.collected)
                then coalesce(incident_date::varchar, 'unknown')
        end as incident_date,
        case when country = 'ZZ' then 'unknown' else country::varchar end as country,
        age_band,
        gender,
        contact_platform,
        moved_to_platform,
        kind,
        tactic,
        demand,
        payment_made,
        images_shared,
        outcome,
        offender_location,
        reporter,
        reported_elsewhere
    from chosen(false, filters, first, last)
),

-- One answer a field.
counted as (
    select
        source,
        month,
        count(*) as total,
        {
            reports: count(columns(* exclude (source, month))),
            unknown: coalesce(count_if(columns(* exclude (source, month)) = 'unknown'), 0)::bigint
        }
    from reports
    group by source, month
),

final as (
    unpivot counted
    on columns(* exclude (source, month, total))
    into name field value answer
)

select
    source,
    month,
    total,
    field,
    answer.reports,
    answer.unknown
from final;
