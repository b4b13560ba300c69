-- What is counted beyond storages: secrets, whose sweep has to know whose they were, and the calls of people.
grant select (owner_type, owner_id) on secrets.secrets to ashlar_worker;

insert into quota.types (name, description, unit, periodic) values
  ('MAX_API_CALLS', 'Calls of the API, which are counted and never refused', 'times', true);

-- Answers name every type, so there is an end to them. None is ever deleted: their count is the highest number.
alter table quota.types add column number integer;
update quota.types t set number = n.number
from (select name, row_number() over (order by created_at, name) as number from quota.types) n where n.name = t.name;
alter table quota.types
  alter column number set not null,
  add constraint types_number_key unique (number),
  add constraint types_number_check check (number between 1 and 1000);

create function quota.number_type() returns trigger language plpgsql as $$
begin
  -- One after the other, so that the one that is too many is refused and no other.
  perform pg_advisory_xact_lock(4711035);
  new.number := (select coalesce(max(number), 0) + 1 from quota.types);
  return new;
end $$;
create trigger number_type before insert on quota.types for each row execute function quota.number_type();
