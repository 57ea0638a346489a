-- How many of the chosen reports are there per 100,000 people and year, in each source, country and
-- period, on request by age band and gender?
-- from_cube, filters, first, last: as the macro chosen has them
-- among: of which people, as a struct of lists of codes (countries, ages, genders): the filters again
-- by_age, by_gender: whether bands and genders are counted apart
-- kind: which months are one period: 'chosen', all; 'last_12', the last twelve final ones; 'compared', these,
--     and the same a year before; 'year', those of a year that begins with the month of the number starts,
--     as the macro spine has it
-- z: normal deviate of the interval
create or replace macro rates(
    from_cube, filters, among, first, last, by_age, by_gender, kind, starts, z
) as table
with asked as (
    select among as choice
),

twice as (
    select
        source,
        month,
        true as is_last,
        min(month) over (partition by source) as start
    from compared(filters, first, last)
    union all
    select
        source,
        month_before as month,
        false as is_last,
        min(month_before) over (partition by source) as start
    from compared(filters, first, last)
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
),

periods as (
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
    group by all
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
        and admits(choice['countries'], country)
        and admits(choice['ages'], age_band)
        and admits(choice['genders'], gender)
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

-- The latest year of each base that is not after the period's.
dated as (
    select
        periods.source,
        periods.start,
        populations.country,
        populations.base,
        populations.preference,
        max(populations.year) as year
    from periods
    inner join metrics.populations
        on periods.source = populations.source
        and periods.year >= populations.year
    group by all
),

reaching as (
    select
        *,
        count(*) over (partition by source, country, base) as reach
    from dated
),

-- One base in all periods: of those that reach furthest back, the one that comes first.
based as (
    select *
    from reaching
    qualify
        row_number() over (
            partition by source, start, country
            order by reach desc, preference
        ) = 1
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
            when len(choice['ages']) = 0 then code <> 'unknown'
            else list_contains(choice['ages'], code)
        end
    group by scheme
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
        sum(populations.population)::bigint as population,
        count(*) as cells,
        min(populations.population_source) as population_source
    from codes
    cross join asked
    inner join based on codes.source = based.source and codes.country = based.country
    inner join metrics.populations
        on based.source = populations.source
        and based.country = populations.country
        and based.base = populations.base
        and based.year = populations.year
        and case
            when by_age then populations.age_band = codes.age_band
            else admits(asked.choice['ages'], populations.age_band)
        end
        and case
            when by_gender then populations.gender = codes.gender
            else admits(asked.choice['genders'], populations.gender)
        end
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
            when len(asked.choice['genders']) = 0 then 2
            else len(asked.choice['genders'])
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
