-- How many reports are there as the question cells has it, and what do they say of what the headline asks?
-- sources, countries, ages, genders, platforms, outcomes: lists of codes; first, last: months. They are
--     to be as the macro chosen has them.
-- by_1, by_2, by_3: names of columns, null when not asked for
select
    source,
    month,
    dimension($by_1, report) as place_1,
    dimension($by_2, report) as place_2,
    dimension($by_3, report) as place_3,
    sum(reports)::bigint as reports,
    sum(under_18_asked)::bigint as under_18_asked,
    sum(under_18_n)::bigint as under_18_n,
    sum(under_18_known)::bigint as under_18_known,
    sum(under_18_across)::bigint as under_18_across,
    sum(paid_asked)::bigint as paid_asked,
    sum(paid_n)::bigint as paid_n,
    sum(paid_known)::bigint as paid_known,
    sum(shared_asked)::bigint as shared_asked,
    sum(shared_n)::bigint as shared_n,
    sum(shared_known)::bigint as shared_known
from metrics.cube as report
where
    admits($sources, report.source)
    and admits($countries, report.country)
    and admits($ages, report.age_band)
    and admits($genders, report.gender)
    and admits($platforms, report.contact_platform)
    and admits($outcomes, report.outcome)
    and ($first is null or report.month >= ($first::date - interval 1 year)::date)
    and ($last is null or report.month <= $last)
group by all;
