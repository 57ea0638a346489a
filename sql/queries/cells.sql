-- How many of the chosen reports does each source have in each month, on request with each code, or each
-- combination of codes, of up to three columns of the cube; in the period, and in the year before to
-- compare it with?
-- These counts are small: the desk answers further questions from them (see sql/desk).
-- sources, countries, ages, genders, platforms, outcomes: lists of codes; first, last: months. They are
--     to be as the macro chosen has them.
-- by_1, by_2, by_3: names of columns, null when not asked for
select
    source,
    month,
    dimension($by_1, report) as place_1,
    dimension($by_2, report) as place_2,
    dimension($by_3, report) as place_3,
    sum(reports)::bigint as reports
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
