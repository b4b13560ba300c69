-- Holds a number.
select 1;
