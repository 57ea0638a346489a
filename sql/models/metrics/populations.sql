-- Of how many people a source's reports can be a rate: the population of each country in the source's own
-- age scheme, from every base that has all the bands that any base has.
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
    where whole.cells = whole.most_cells
)

select * from final
order by source, country, base, year, age_band, gender
