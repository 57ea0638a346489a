-- The sources that have delivered something, each as its newest import describes it.
-- Grain: one row per source.
-- code              | the source's code
-- label_en          | its name in English
-- label_ja          | its name in Japanese
-- label_mi          | its name in te reo Māori
-- country           | where it works, ISO 3166-1 alpha-2; ZZ when not one country
-- organisation      | who runs it
-- counting_unit     | what one of its rows is: a consultation, a report, an offence
-- fiscal_year_start | month in which its year begins, 1 to 12
-- age_scheme        | the age bands that it uses
-- publishable       | whether its figures may leave the organisation
-- settling_months   | how many months its newest figures stay provisional
-- sort_order        | its place in lists
-- synthetic         | whether its reports are invented
-- coverage          | whose reports reach it: national, clients, regional or unknown
-- subject           | whether its reports are of sextortion: sextortion, wider or other
with received as (
    select * from received_sources
),

seeded as (
    select * from seeds.sources
),

-- The newest import comes first.
ranked as (
    select
        *,
        row_number() over (partition by code order by received_at desc, import_id desc) as age_rank
    from received
),

-- Imports before coverage and subject were recorded do not tell them; of a source of ours the seed does.
final as (
    select
        ranked.code,
        ranked.label_en,
        ranked.label_ja,
        ranked.label_mi,
        ranked.country,
        ranked.organisation,
        ranked.counting_unit,
        ranked.fiscal_year_start,
        ranked.age_scheme,
        ranked.publishable,
        ranked.settling_months,
        ranked.sort_order,
        ranked.synthetic,
        coalesce(seeded.coverage, ranked.coverage) as coverage,
        coalesce(seeded.subject, ranked.subject) as subject
    from ranked
    left join seeded on ranked.code = seeded.code
    where ranked.age_rank = 1
)

select * from final
order by sort_order, code
