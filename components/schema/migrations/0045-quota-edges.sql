-- What charges of quotas come to at the edges: amounts that no counter can hold, and subjects that are gone.

-- As in 0018, in numbers that do not end: what is more than 64 bits is more than any limit, and refused as that. Where
-- there is no limit the counter itself ends, and the amount is no amount.
create or replace function quota.admit(wanted quota.wanted[]) returns boolean language plpgsql as $$
declare
  charged integer;
begin
  with change as materialized (
    select counter_id, sum(used) as used, sum(reserved) as reserved from unnest(wanted) group by 1
  )
  update quota.counters c
  set used = c.used + change.used, reserved = c.reserved + change.reserved
  from change
  where c.id = change.counter_id
    and not exists (
      select from change x join quota.counters full_one on full_one.id = x.counter_id
      where x.used + x.reserved > 0
        and x.used + x.reserved + full_one.used + full_one.reserved > full_one.limit_amount);
  get diagnostics charged = row_count;
  return charged > 0;
end $$;

-- Whether somebody can use more: users that were deleted cannot, although they stay until they are purged. What they used
-- can be given back, and their holds be ended.
create function quota.takes_use(a_subject_type text, a_subject_id uuid) returns boolean language sql stable as $$
  select case a_subject_type
    when 'user' then exists (select from users.users where id = a_subject_id and deleted_at is null)
    else quota.domain_of(a_subject_type, a_subject_id) is not null end
$$;

-- The calls for `quota.charge`. Raises QU404 for a subject that is gone, whether it has counters or not.
create function quota.of_the_living(calls jsonb) returns jsonb language plpgsql stable as $$
declare
  gone record;
begin
  select i.subject_type, i.subject_id into gone
  from jsonb_array_elements(calls) c,
    jsonb_to_recordset(c -> 'items') i (subject_type text, subject_id uuid)
  group by 1, 2 having not quota.takes_use(i.subject_type, i.subject_id) limit 1;
  if found then
    raise exception 'There is no % %', gone.subject_type, gone.subject_id using errcode = 'QU404';
  end if;
  return calls;
end $$;
