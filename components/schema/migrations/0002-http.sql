-- Idempotency-Key: the answer is stored in the transaction of its effect.
create schema http;

create table http.idempotency_keys (
  -- sha256 of caller, route and key: the key itself is the client's and has no business here.
  scope bytea primary key check (octet_length(scope) = 32),
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  status smallint not null,
  headers jsonb not null,
  -- null: the answer carried a secret and was not kept.
  body text,
  resource_id text,
  created_at timestamptz(3) not null default now()
);

create index idempotency_keys_created_at on http.idempotency_keys (created_at);

grant usage on schema http to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert, update, delete on http.idempotency_keys to ashlar_data, ashlar_secrets;
grant select, delete on http.idempotency_keys to ashlar_worker;
