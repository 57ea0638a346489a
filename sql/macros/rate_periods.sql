-- The periods of the chosen sources whose reports are counted per head.
-- filters, first, last: as the macro chosen has them
-- kind: which months are one period: 'chosen', all; 'last_12', the last twelve final ones; 'compared', these,
--     and the same a year before; 'year', those of a year that begins with the month of the number starts,
--     as the macro spine has it
create or replace macro rate_periods(filters, first, last, kind, starts) as table
with final as (
    select * from compared(filters, first, last)
),

twice as (
    select
        source,
        month,
        true as is_last,
        min(month) over (partition by source) as start
    from final
    union all
    select
        source,
        month_before as month,
        false as is_last,
        min(month_before) over (partition by source) as start
    from final
),

months as (
    select
        spine.*,
        case kind
            when 'year' then spine.period_start
            when 'compared' then twice.start
        end as start
    from spine(filters, first, last, 12, starts, 'reported') as spine
    left join twice on spine.source = twice.source and spine.month = twice.month
    where
        case kind
            when 'compared' then twice.start is not null
            when 'last_12' then coalesce(twice.is_last, false)
            else spine.inside
        end
)

select
    source,
    start,
    min(month) as first_month,
    max(month) as last_month,
    count(*) as months,
    count(*) filter (where provisional) as months_provisional,
    bool_and(collected) as collected,
    -- The year in whose course most of the period lies.
    extract(year from (min(month) + to_months(((count(*) - 1) // 2)::integer))) as year
from months
group by all;
