-- Kubernetes Secrets that the secrets API has made, so that it knows its own and takes them back.
create table secrets.deliveries (
  id uuid constraint deliveries_pkey primary key,
  namespace text not null,
  name text not null,
  -- Of the object; null until the cluster has said it.
  uid text,
  caller text not null,
  user_id uuid not null,
  secret_ids uuid[] not null constraint deliveries_secret_ids_check check (cardinality(secret_ids) between 1 and 100),
  checked_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint deliveries_name_key unique (namespace, name)
);

create index deliveries_secret_ids on secrets.deliveries using gin (secret_ids);
create index deliveries_checked_at on secrets.deliveries (checked_at);

grant select, insert, update, delete on secrets.deliveries to ashlar_secrets;
-- What is told to the people whose secrets they are.
grant select (namespace, name, user_id, secret_ids, created_at, updated_at) on secrets.deliveries to ashlar_data;
