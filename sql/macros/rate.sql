-- So many per 100,000 people and year, from a count (or its limit) and person-years; null without any.
-- With Byar's limits of the count this is the crude rate of the Public Health England technical guide
-- (PHStatsMethods, ph_rate).
create or replace macro rate(n, person_years) as 100000.0 * n / nullif(person_years, 0);
