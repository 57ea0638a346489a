-- Whether a choice of codes admits this code: an empty choice restricts nothing. A null code (not
-- collected) is admitted by no choice.
create or replace macro admits(choice, code) as
len(choice) = 0 or list_contains(choice, code::varchar);
