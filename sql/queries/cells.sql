-- How many of the chosen reports does each source have in each month, on request with each code, or each
-- combination of codes, of up to three columns; in the period, and in the year before to compare it with?
-- These counts are small: the desk answers further questions from them (see sql/desk).
-- from_cube, filters, first, last: as the macro chosen has them
-- by_1, by_2, by_3: names of columns, null when not asked for
select
    source,
    month,
    dimension($by_1, report) as place_1,
    dimension($by_2, report) as place_2,
    dimension($by_3, report) as place_3,
    sum(reports)::bigint as reports
from chosen($from_cube, $filters, ($first::date - interval 1 year)::date, $last) as report
group by all;
