-- How many of the chosen reports does each source have in each period, on request for each code of one
-- column, beside the same months a year before?
-- from_cube, filters, first, last: as the macro chosen has them
-- column_name: name of a column, or null for all reports together
-- span, starts, dated: as the macro spine has them; z: normal deviate of the intervals
create or replace macro periods(
    from_cube, filters, first, last, column_name, span, starts, dated, z
) as table
with spine as (
    select * from spine(filters, first, last, span, starts, dated)
),

-- Reports of the year before the first month are there to be compared with; an incident's report may be
-- of any month.
counted as (
    select
        report.source,
        dimension(column_name, report) as place,
        case when dated = 'incident' then report.incident_month else report.month end as month,
        sum(report.reports)::bigint as reports,
        coalesce(
            sum(report.reports) filter (
                where (first is null or report.month >= first) and (last is null or report.month <= last)
            ),
            0
        )::bigint as reported_inside
    from chosen(
        from_cube,
        filters,
        case when dated = 'reported' then (first::date - interval 1 year)::date end,
        case when dated = 'reported' then last::date end
    ) as report
    group by all
),

-- Every code that a source has in the selection; all reports together are there even when they are none.
places as (
    select distinct
        source,
        place
    from counted
    where coalesce(
        (first is null or month >= first) and (last is null or month <= last), reported_inside > 0
    )
    union
    select
        source,
        null as place
    from spine
    where column_name is null
),

-- Reports that have no place on the axis.
loose as (
    select
        counted.source,
        counted.place,
        sum(counted.reported_inside) filter (where counted.month is null)::bigint as undated,
        sum(counted.reports) filter (where counted.month is not null)::bigint as uncollected
    from counted
    left join spine on counted.source = spine.source and counted.month = spine.month
    where
        dated = 'incident'
        and coalesce((first is null or counted.month >= first), true)
        and coalesce((last is null or counted.month <= last), true)
        and not coalesce(spine.collected, false)
    group by all
),

monthly as (
    select
        spine.*,
        places.place,
        case when spine.collected then coalesce(counted.reports, 0) end as reports
    from spine
    inner join places on spine.source = places.source
    left join counted
        on spine.source = counted.source
        and spine.month = counted.month
        and places.place is not distinct from counted.place
),

-- No month is missing between the first and the last, so that twelve rows are twelve months. One order
-- of all rows takes half the time of one in each partition: what lies behind may be of another line.
compared as (
    select
        *,
        case
            when
                lag(source, 12) over timeline = source
                and lag(place, 12) over timeline is not distinct from place
                then lag(reports, 12) over timeline
        end as before,
        case
            when
                lag(source, 11) over timeline = source
                and lag(place, 11) over timeline is not distinct from place
                and count(reports) filter (where not provisional) over twelve = 12
                then avg(reports) over twelve
        end as mean
    from monthly
    window
        timeline as (order by source, place, month),
        twelve as (
            order by source, place, month
            rows between 11 preceding and current row
        )
),

summed as (
    select
        source,
        place,
        period_start,
        sum(reports)::bigint as reports,
        count(reports) as months_collected,
        count(reports) filter (where provisional) as months_provisional,
        case
            when count(reports) = count(before) filter (where collected)
                then sum(before) filter (where collected)
        end::bigint as year_before,
        any_value(mean) as mean,
        case
            when count(completeness) = count(*)
                then sum(reports) / nullif(sum(reports / completeness), 0)
        end as completeness
    from compared
    where inside
    group by all
),

-- What may still fill is not compared.
judged as (
    select
        *,
        case when months_provisional = 0 then year_before end as base,
        case when enough(base) then ratio(reports, base) end as ratio,
        case when enough(base) then ratio_lower(reports, base, z) end as ratio_lower,
        case when enough(base) then ratio_upper(reports, base, z) end as ratio_upper
    from summed
)

select
    judged.source,
    judged.place,
    judged.period_start,
    last_day((judged.period_start + to_months(span - 1))::date) as period_end,
    judged.reports,
    byar_lower(judged.reports, z) as lower,
    byar_upper(judged.reports, z) as upper,
    judged.year_before,
    judged.ratio,
    judged.ratio_lower,
    judged.ratio_upper,
    verdict(judged.base, judged.ratio_lower, judged.ratio_upper, 1) as verdict,
    period_status(span, judged.months_collected, judged.months_provisional) as status,
    span::bigint as months,
    judged.months_collected,
    judged.months_provisional,
    case when span = 1 then judged.mean end as rolling_mean,
    judged.completeness,
    case when dated = 'incident' then coalesce(loose.undated, 0) end as undated,
    case when dated = 'incident' then coalesce(loose.uncollected, 0) end as uncollected
from judged
left join loose
    on judged.source = loose.source
    and judged.place is not distinct from loose.place;
