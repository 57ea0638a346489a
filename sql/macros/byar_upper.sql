-- Upper 95 % limit of a Poisson count n; z is the normal deviate of the confidence (1.959964 for 95 %).
-- From 10 on Byar's method: Breslow NE, Day NE. Statistical Methods in Cancer Research, volume II.
-- IARC 1987, page 69; used like this by PHE's technical guide on confidence intervals (PHStatsMethods).
-- Below 10 Byar's approximation is replaced, as there, by the exact limit chi-square(0.975, 2n + 2) / 2
-- (Garwood F. Biometrika 1936;28:437-42), read from its table; the table is of 95 %, so for another
-- confidence Byar's formula stands at every count.
create or replace macro byar_upper(n, z) as
case
    when n < 10 and abs(z - 1.959964) < 0.0001 then
        [
            3.6888794541, 5.5716433909, 7.2246876677, 8.7672730697, 10.2415886754,
            11.6683320793, 13.0594740225, 14.4226753617, 15.7631892202, 17.0848034514
        ][n + 1]
    else (n + 1) * (1 - 1 / (9.0 * (n + 1)) + z / (3 * sqrt(n + 1))) ^ 3
end;
