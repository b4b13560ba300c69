-- The log of permissions in a table for each month: what is too old goes as a whole, and what is new is looked for in
-- little. What no month was made for lies in the default table until one is.
alter table authz.change rename to change_before;
alter table authz.change_before rename constraint change_pkey to change_before_pkey;
alter table authz.change_before rename constraint change_op_check to change_before_op_check;
alter index authz.change_resource rename to change_before_resource;

create sequence authz.change_number;

create table authz.change (
  seq bigint not null default nextval('authz.change_number'),
  xid xid8 not null default pg_current_xact_id(),
  op text not null constraint change_op_check check (op in ('touch', 'delete')),
  resource_type smallint not null,
  relation smallint not null,
  subject_type smallint not null,
  subject_relation smallint not null,
  resource_id uuid not null,
  subject_id uuid not null,
  actor_kind text not null,
  actor_id text not null,
  request_id text not null,
  created_at timestamptz(3) not null default now(),
  constraint change_pkey primary key (seq, created_at)
) partition by range (created_at);

create index change_resource on authz.change (resource_type, resource_id, seq);
create index change_subject on authz.change (subject_type, subject_id, seq);
-- When, for what is asked by time, and for the months.
create index change_created on authz.change using brin (created_at);

create table authz.change_rest partition of authz.change default;

-- Makes the tables of this month and as many after it. What waits in the default table for them moves. Runs as the
-- owner: services may write rows, not make tables. Names how many it made.
create function authz.ensure_change_months(ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first timestamptz;
  month timestamptz;
  following timestamptz;
  name text;
  made integer := 0;
begin
  if ahead not between 0 and 24 then
    raise exception 'ahead is 0 to 24' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(4711003);
  select date_trunc('month', least(min(created_at), now()), 'UTC') into first from authz.change_rest;
  for month in
    select generate_series(first at time zone 'UTC', date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead), interval '1 month') at time zone 'UTC'
  loop
    name := 'change_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    continue when to_regclass('authz.' || name) is not null;
    following := ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    execute format('create table authz.%I (like authz.change including defaults including constraints)', name);
    execute format(
      'with moved as (delete from authz.change_rest where created_at >= %L and created_at < %L returning *) insert into authz.%I select * from moved',
      month, following, name);
    execute format('alter table authz.change attach partition authz.%I for values from (%L) to (%L)',
      name, month, following);
    made := made + 1;
  end loop;
  return made;
end $$;

-- Removes the months that ended before the kept ones. Names how many it removed.
create function authz.sweep_change_months(keep integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  name text;
  removed integer := 0;
begin
  if keep not between 1 and 1200 then
    raise exception 'keep is 1 to 1,200' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(4711003);
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'authz.change'::regclass and c.relname ~ '^change_\d{4}_\d{2}$'
      and to_date(substr(c.relname, 8), 'YYYY_MM')
        < date_trunc('month', now() at time zone 'UTC') - make_interval(months => keep)
  loop
    execute format('drop table authz.%I', name);
    removed := removed + 1;
  end loop;
  delete from authz.change_rest where created_at < (date_trunc('month', now() at time zone 'UTC') - make_interval(months => keep)) at time zone 'UTC';
  return removed;
end $$;

insert into authz.change select * from authz.change_before;
select setval('authz.change_number', greatest(1, (select max(seq) from authz.change_before)));
drop table authz.change_before;
select authz.ensure_change_months(2);

revoke execute on function authz.ensure_change_months(integer), authz.sweep_change_months(integer) from public;
grant execute on function authz.ensure_change_months(integer), authz.sweep_change_months(integer) to ashlar_worker;
grant select, insert on authz.change to ashlar_data, ashlar_worker;
grant usage on sequence authz.change_number to ashlar_data, ashlar_worker;
