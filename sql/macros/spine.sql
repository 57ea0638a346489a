-- The months of the chosen sources from their first to their last, each in its period, with what is
-- known of it. All of them, so that a month can be compared with one outside the selection.
-- filters, first, last: as the macro chosen has them
-- span: how many months a period has: 1, 3 or 12; starts: number of the month with which it begins, null for
--     the source's own fiscal year
-- dated: 'reported' or 'incident': which date puts a report into a month
-- A month of incidents is provisional, too, while less than 95 % of its reports are in. How complete a
-- month is that the data end inside cannot be estimated: not all of it has been seen.
create or replace macro spine(filters, first, last, span, starts, dated) as table
with
-- The month of the last delivery, and the last month whose reports could all have come with it.
seen as (
    select
        source,
        month_number(max(received_at)) as received,
        month_number(max(last_reported) + 1) - 1 as reported
    from staging.imports
    where first_reported is not null
    group by source
)

select
    months.source,
    months.month,
    period_start(months.month, span, coalesce(starts, sources.fiscal_year_start)) as period_start,
    months.collected,
    months.provisional or (dated = 'incident' and coalesce(development.share < 0.95, false)) as provisional,
    development.share as completeness,
    (first is null or months.month >= first) and (last is null or months.month <= last) as inside
from marts.months
inner join staging.sources on months.source = sources.code
inner join seen on months.source = seen.source
left join metrics.development
    on months.source = development.source
    and development.since = case when dated = 'incident' then 'incident' else 'report' end
    and development.unit = 'month'
    and month_number(months.month) <= seen.reported
    and development.delay = least(
        case when dated = 'incident' then seen.reported else seen.received end
        - month_number(months.month),
        12
    )
where admits(filters['sources'], months.source);
