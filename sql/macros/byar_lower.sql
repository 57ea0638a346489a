-- Lower 95 % limit of a Poisson count n; z is the normal deviate of the confidence (1.959964 for 95 %).
-- From 10 on Byar's method: Breslow NE, Day NE. Statistical Methods in Cancer Research, volume II.
-- IARC 1987, page 69; used like this by PHE's technical guide on confidence intervals (PHStatsMethods).
-- Below 10 Byar's approximation is replaced, as there, by the exact limit chi-square(0.025, 2n) / 2
-- (Garwood F. Biometrika 1936;28:437-42), read from its table; the table is of 95 %, so for another
-- confidence Byar's formula stands at every count. A count of 0 has the lower limit 0.
create or replace macro byar_lower(n, z) as
case
    when n = 0 then 0.0
    when n < 10 and abs(z - 1.959964) < 0.0001 then
        [
            0.025317808, 0.2422092785, 0.6186721229, 1.0898653736, 1.6234863901,
            2.2018942535, 2.8143630515, 3.4538321767, 4.1153730974
        ][n]
    else n * (1 - 1 / (9.0 * n) - z / (3 * sqrt(n))) ^ 3
end;
