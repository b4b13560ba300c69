-- Stands in for a migration of this number.
select 1;
