-- How many of the chosen reports are there per 100,000 people and year, in each source and country, beside
-- the same months a year before?
-- Compared are the months of the macro compared, and only whole years of one base of population. The
-- change is the ratio of the two rates: that of the counts, with its 95 % interval, times that of the
-- people. With fewer than 20 reports a year before there are too few to compare.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the intervals
-- among: as the macro rates has it
with rates as (
    select
        *,
        start = max(start) over (
            order by source
            range between current row and current row
        ) as is_now
    from rates($from_cube, $filters, $among, $first, $last, false, false, 'compared', 1, $z)
),

judged as (
    select
        now.*,
        earlier.reports as before_reports,
        earlier.population as before_population,
        earlier.population_year as before_population_year,
        earlier.rate as before_rate,
        earlier.lower as before_lower,
        earlier.upper as before_upper,
        case when now.reason = '' and earlier.reason = '' then earlier.reports end as before,
        case when enough(before) then earlier.population / now.population end as people
    from rates as now
    left join rates as earlier
        on now.source = earlier.source
        and now.country = earlier.country
        and not earlier.is_now
    where now.is_now
),

final as (
    select
        source::varchar as source,
        country::varchar as country,
        first_month as first,
        last_month as last,
        reports,
        population,
        population_year,
        base,
        population_source,
        rate,
        lower,
        upper,
        reason,
        before_reports,
        before_population,
        before_population_year,
        before_rate,
        before_lower,
        before_upper,
        people * ratio(reports, before) as change,
        people * ratio_lower(reports, before, $z) as change_lower,
        people * ratio_upper(reports, before, $z) as change_upper,
        verdict(before, change_lower, change_upper, 1) as verdict
    from judged
    order by
        judged.source,
        judged.country
)

select * from final;
