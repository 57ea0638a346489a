-- How many of the chosen reports are there per 100,000 people and year, in each source, country and
-- period, on request by age band and gender, and of which population?
-- With Byar's 95 % interval of the count. Without whole years, all collected, or without a population
-- there is no rate, and the reason is told.
-- from_cube, filters, first, last: as the macro chosen has them
-- among, by_age, by_gender, kind, starts, z: as the macro rates has them
select
    source::varchar as source,
    country::varchar as country,
    coalesce(age_band::varchar, 'not_collected') as age_band,
    coalesce(gender::varchar, 'not_collected') as gender,
    first_month as first,
    last_month as last,
    months,
    months_provisional,
    reports,
    population,
    population_year,
    base,
    population_source,
    rate,
    lower,
    upper,
    reason
from rates($from_cube, $filters, $among, $first, $last, $by_age, $by_gender, $kind, $starts, $z) as one
order by
    one.source,
    one.country,
    one.first_month,
    one.age_band nulls last,
    one.gender nulls last;
