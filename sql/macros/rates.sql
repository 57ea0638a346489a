-- How many of the chosen reports are there per 100,000 people and year, in each source, country and
-- period, on request by age band and gender?
-- from_cube, filters, first, last: as the macro chosen has them
-- among: of which people, as a struct of lists of codes (countries, ages, genders): the filters again
-- by_age, by_gender: whether bands and genders are counted apart
-- kind, starts: as the macro rate_periods has them
-- z: normal deviate of the interval
create or replace macro rates(
    from_cube, filters, among, first, last, by_age, by_gender, kind, starts, z
) as table
with asked as (
    select
        choice['countries'] as countries,
        choice['ages'] as ages,
        choice['genders'] as genders
    from (select among as choice)
),

periods as (
    select * from rate_periods(filters, first, last, kind, starts)
),

-- Every code that the source has at all, so that none in the period is a zero.
codes as (
    select distinct
        source,
        country,
        case when by_age then age_band end as age_band,
        case when by_gender then gender end as gender
    from metrics.cube
    cross join asked
    where
        admits(filters['sources'], source)
        and admits(countries, country)
        and admits(ages, age_band)
        and admits(genders, gender)
),

counted as (
    select
        report.source,
        report.country,
        case when by_age then report.age_band end as age_band,
        case when by_gender then report.gender end as gender,
        periods.start,
        sum(report.reports)::bigint as reports
    from chosen(from_cube, filters, (first::date - interval 1 year)::date, last) as report
    inner join periods
        on report.source = periods.source
        and report.month between periods.first_month and periods.last_month
    group by all
),

based as (
    select * from rate_bases(filters, first, last, kind, starts)
),

-- Bands and genders that a population must have; unknown has none.
needed_bands as (
    select
        scheme,
        count(*) as bands
    from seeds.age_bands
    cross join asked
    where
        case
            when len(ages) = 0 then code <> 'unknown'
            else list_contains(ages, code)
        end
    group by scheme
),

-- The population of each base, of those who are asked for.
populated as (
    select populations.*
    from metrics.populations
    cross join asked
    where
        (by_age or admits(ages, age_band))
        and (by_gender or admits(genders, gender))
),

people as (
    select
        codes.source,
        codes.country,
        codes.age_band,
        codes.gender,
        based.start,
        based.base,
        based.year,
        sum(populated.population)::bigint as population,
        count(*) as cells,
        min(populated.population_source) as population_source
    from codes
    inner join based on codes.source = based.source and codes.country = based.country
    inner join populated
        on based.source = populated.source
        and based.country = populated.country
        and based.base = populated.base
        and based.year = populated.year
        and (not by_age or populated.age_band = codes.age_band)
        and (not by_gender or populated.gender = codes.gender)
    group by all
),

joined as (
    select
        codes.*,
        sources.coverage,
        coalesce(counted.reports, 0) as reports,
        periods.*,
        case when by_age then 1 else needed_bands.bands end
        * case
            when by_gender then 1
            when len(asked.genders) = 0 then 2
            else len(asked.genders)
        end as needed_cells,
        people.base,
        people.year as population_year,
        people.population_source,
        case when people.cells = needed_cells then people.population end as population
    from codes
    cross join asked
    inner join periods on codes.source = periods.source
    inner join staging.sources on codes.source = sources.code
    left join needed_bands on sources.age_scheme = needed_bands.scheme
    left join counted
        on codes.source = counted.source
        and codes.country = counted.country
        and codes.age_band is not distinct from counted.age_band
        and codes.gender is not distinct from counted.gender
        and periods.start is not distinct from counted.start
    left join people
        on codes.source = people.source
        and codes.country = people.country
        and codes.age_band is not distinct from people.age_band
        and codes.gender is not distinct from people.gender
        and periods.start is not distinct from people.start
),

-- Only whole years of a source that covers the country have a rate a year.
explained as (
    select
        *,
        case
            when coverage = 'regional' then 'regional'
            when coverage = 'unknown' then 'coverage_unknown'
            when not collected then 'incomplete'
            when months % 12 > 0 then 'not_whole_years'
            when population is null then 'no_population'
            else ''
        end as reason,
        case when reason = '' then population * (months // 12) end as person_years
    from joined
)

select
    source,
    country,
    age_band,
    gender,
    start,
    first_month,
    last_month,
    months,
    months_provisional,
    reports,
    population,
    case when population is not null then population_year end as population_year,
    case when population is not null then base else '' end as base,
    case when population is not null then population_source else '' end as population_source,
    rate(reports, person_years) as rate,
    rate(byar_lower(reports, z), person_years) as lower,
    rate(byar_upper(reports, z), person_years) as upper,
    reason
from explained;
