-- Whether a count is large enough to compare another with it: a ratio to fewer than 20 leaps by itself.
create or replace macro enough(before) as before >= 20;
