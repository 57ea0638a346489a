-- How many of the chosen reports are there as the question cells has it, but by any columns?
-- sources, countries, ages, genders, platforms, outcomes, kinds: lists of codes; first, last: months. They
--     are to be as the macro chosen has them.
-- by_1, by_2, by_3: names of columns, null when not asked for
select
    source,
    report_month as month,
    dimension($by_1, report) as place_1,
    dimension($by_2, report) as place_2,
    dimension($by_3, report) as place_3,
    count(*) as reports
from marts.reports as report
where
    admits($sources, report.source)
    and admits($countries, report.country)
    and admits($ages, report.age_band)
    and admits($genders, report.gender)
    and admits($platforms, report.contact_platform)
    and admits($outcomes, report.outcome)
    and admits($kinds, report.kind)
    and ($first is null or report.report_month >= ($first::date - interval 1 year)::date)
    and ($last is null or report.report_month <= $last)
group by all;
