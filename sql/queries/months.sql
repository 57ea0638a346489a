-- How many of the chosen reports does each source have in each month, how sure is that, and how many
-- did it have in the same month a year before; on request for each code of one column?
-- Count with Byar's 95 % interval. A month without reports is 0, one that nobody collected is null.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the interval
-- by: name of a column, or null for all reports together; codes: its vocabulary, in the order to show
with counted as (
    select
        source,
        month,
        dimension($by, report) as place,
        sum(reports)::bigint as reports
    -- The months before the first are there to be compared with.
    from chosen($from_cube, $filters, ($first::date - interval 1 year)::date, $last) as report
    group by all
),

spine as (
    select * from chosen_months($filters, $first, $last)
),

-- Every code that a source has in the period; all reports together are there even when they are none.
places as (
    select distinct source, place
    from counted
    where $first is null or month >= $first
    union
    select source, null
    from spine
    where $by is null
),

joined as (
    select
        spine.source,
        spine.month,
        places.place,
        case when spine.collected then coalesce(counted.reports, 0) end as reports,
        case when earlier.collected then coalesce(counted_earlier.reports, 0) end as year_before,
        case
            when not spine.collected then 'not_collected'
            when spine.provisional then 'provisional'
            else 'final'
        end as status
    from spine
    inner join places on spine.source = places.source
    left join counted
        on spine.source = counted.source
        and spine.month = counted.month
        and places.place is not distinct from counted.place
    left join marts.months as earlier
        on spine.source = earlier.source
        and spine.month = earlier.month + interval 1 year
    left join counted as counted_earlier
        on spine.source = counted_earlier.source
        and spine.month = counted_earlier.month + interval 1 year
        and places.place is not distinct from counted_earlier.place
),

final as (
    select
        source::varchar as source,
        month,
        coalesce($codes[place + 1], 'not_collected') as code,
        reports,
        byar_lower(reports, $z) as lower,
        byar_upper(reports, $z) as upper,
        year_before,
        status
    from joined
    order by
        joined.source,
        place nulls last,
        month
)

select * from final;
