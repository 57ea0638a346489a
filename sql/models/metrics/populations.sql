-- Of how many people a source's reports can be a rate: the population of each country in the source's own
-- age scheme, from every base that has all the bands that any base has. A source that covers a region, or
-- whose reports are all of one, does not count the country; nor does one of which nobody has said.
-- Grain: one row per source, country, base, year, age band and gender.
-- source            | who counts
-- country           | whose population it is
-- base              | where the figure is from: a code of the seed population_bases
-- preference        | which base comes first: 1 before 2
-- year              | calendar year
-- age_band          | band of the source's age scheme; unknown has no population
-- gender            | gender code
-- population        | people
-- population_source | what to cite
with people as (
    select * from seeds.population
),

bases as (
    select * from seeds.population_bases
),

sources as (
    select * from staging.sources
),

reports as (
    select * from marts.reports
),

regional as (
    select
        source,
        country
    from reports
    group by source, country
    having count(region) = count(*) and count(distinct region) = 1
),

sized as (
    select
        *,
        count(*) over (partition by country, scheme, base, year) as cells
    from people
),

whole as (
    select
        *,
        max(cells) over (partition by country, scheme) as most_cells
    from sized
),

final as (
    select
        sources.code as source,
        whole.country,
        whole.base,
        bases.sort_order as preference,
        whole.year,
        whole.age_band,
        whole.gender,
        cast(whole.population as bigint) as population,
        whole.source as population_source
    from sources
    inner join whole on sources.age_scheme = whole.scheme
    inner join bases on whole.base = bases.code
    left join regional
        on sources.code = regional.source
        and whole.country = regional.country
    where
        whole.cells = whole.most_cells
        and sources.coverage in ('national', 'clients')
        and regional.source is null
)

select * from final
order by source, country, base, year, age_band, gender
