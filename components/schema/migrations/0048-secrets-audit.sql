-- Checkpoints of the audit trail are made every minute. Each covers all rows before it, so of older ones fewer are enough:
-- all of the last day, the first of each hour of the last thirty days, and the first of each day for ever. The newest,
-- which shows that a database was put back, always stays. Nothing else of them can be deleted.
create function secrets.thin_checkpoints() returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint;
begin
  delete from secrets.audit_checkpoints as checkpoint
  using (
    select id, created_at,
      row_number() over (partition by date_trunc('hour', created_at, 'UTC') order by id) as of_hour,
      row_number() over (partition by date_trunc('day', created_at, 'UTC') order by id) as of_day,
      row_number() over (order by id desc) as newest
    from secrets.audit_checkpoints
  ) as ranked
  where ranked.id = checkpoint.id and ranked.newest > 1 and (
    (ranked.created_at < now() - interval '1 day' and ranked.of_hour > 1)
    or (ranked.created_at < now() - interval '30 days' and ranked.of_day > 1)
  );
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function secrets.thin_checkpoints from public;
grant execute on function secrets.thin_checkpoints to ashlar_secrets;

-- Nothing ever used them.
drop table secrets.rotations;
alter table secrets.used_grants drop column idempotency_key;

-- Whose Kubernetes Secrets there are: of people who may nothing any more they are taken back.
create index deliveries_user on secrets.deliveries (user_id);
