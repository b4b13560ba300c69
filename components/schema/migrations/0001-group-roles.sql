-- Group roles: what each deployable may do. Logins are the operator's and are granted one of these.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['ashlar_data', 'ashlar_secrets', 'ashlar_worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception
        when insufficient_privilege then
          raise exception 'Role % is missing and may not be created here: create it (nologin) and run this again', wanted;
        -- Roles belong to the cluster: the migration of another database may have been faster.
        when duplicate_object or unique_violation then
          null;
      end;
    end if;
  end loop;
end
$$;

-- Every service asks for the level of the database before it says that it is ready.
grant usage on schema schema to ashlar_data, ashlar_secrets, ashlar_worker;
grant select on schema.migrations to ashlar_data, ashlar_secrets, ashlar_worker;
