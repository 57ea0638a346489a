-- Months since the year 0, so that the time between two months is a difference.
create or replace macro month_number(day) as
(12 * extract(year from day) + extract(month from day) - 1)::integer;
