-- First month of the period of so many months (1, 3, 12) in which a month lies, when a period begins
-- with the month of this number (1 to 12), as a fiscal year from April does with 4.
create or replace macro period_start(month, span, starts) as
(month - to_months((month_number(month) - (starts - 1)) % span))::date;
