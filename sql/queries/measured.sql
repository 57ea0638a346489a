-- What does the headline ask of the chosen reports of each source and month, and what do they say; in the
-- period, and in the year before to compare it with?
-- The desk answers further questions from this (see sql/desk).
-- filters, first, last: as the macro chosen has them
select *
from measures($filters, ($first::date - interval 1 year)::date, $last);
