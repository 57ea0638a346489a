-- What does the headline ask of the chosen reports of each source and month, and what do they say; as the
-- question measured has it, but of any choice?
-- filters, first, last: as the macro chosen has them
select *
from measures($filters, ($first::date - interval 1 year)::date, $last);
