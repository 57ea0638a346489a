-- How many of the chosen reports have each code, or each combination of codes, of up to three
-- columns, and what share of the source's chosen reports is that; what share of those with the same code
-- of the first column?
-- The first share with Wilson's 95 % interval.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the interval
-- by_1, by_2, by_3: names of columns, null when not asked for; not_collected is a code
-- codes_1, codes_2, codes_3: their vocabularies, in the order to show them
with counted as (
    select
        source,
        dimension($by_1, report) as place_1,
        dimension($by_2, report) as place_2,
        dimension($by_3, report) as place_3,
        sum(reports)::bigint as reports
    from chosen($from_cube, $filters, $first, $last) as report
    group by all
),

-- A share is always of one source. Those who stand in the same place of an order are a partition: DuckDB
-- takes half the time for it.
totalled as (
    select
        *,
        sum(reports) over (
            order by source
            range between current row and current row
        )::bigint as total,
        sum(reports) over (
            order by source, place_1
            range between current row and current row
        )::bigint as row_total
    from counted
),

final as (
    select
        source::varchar as source,
        coalesce($codes_1[place_1 + 1], 'not_collected') as code_1,
        coalesce($codes_2[place_2 + 1], 'not_collected') as code_2,
        coalesce($codes_3[place_3 + 1], 'not_collected') as code_3,
        reports,
        total,
        reports / total as share,
        wilson_lower(reports, total, $z) as lower,
        wilson_upper(reports, total, $z) as upper,
        reports / row_total as row_share
    from totalled
    order by
        totalled.source,
        place_1 nulls last,
        place_2 nulls last,
        place_3 nulls last
)

select * from final;
