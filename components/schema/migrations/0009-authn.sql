-- Credentials that Ashlar itself gives out.
create schema authn;

create table authn.personal_tokens (
  id uuid primary key,
  owner_id uuid not null,
  name text not null constraint personal_tokens_name_check check (length(name) between 1 and 255),
  -- sha256 of 256 random bits: nothing to guess, so nothing to slow down.
  hash bytea not null constraint personal_tokens_hash_check check (octet_length(hash) = 32),
  scopes text[] not null constraint personal_tokens_scopes_check check (cardinality(scopes) between 1 and 50),
  roles text[] not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  constraint personal_tokens_hash_key unique (hash)
);

create index personal_tokens_created_at_order on authn.personal_tokens (owner_id, created_at, id);
create index personal_tokens_expires_at on authn.personal_tokens (expires_at);

-- Internal tokens that end before their time. A row may go once its token has expired.
create table authn.revoked_tokens (
  jti uuid primary key,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);

create index revoked_tokens_expires_at on authn.revoked_tokens (expires_at);
create index revoked_tokens_created_at on authn.revoked_tokens (created_at);

grant usage on schema authn to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert, update, delete on authn.personal_tokens to ashlar_data;
grant select on authn.personal_tokens to ashlar_secrets;
grant update (last_used_at) on authn.personal_tokens to ashlar_secrets;
grant select, delete on authn.personal_tokens to ashlar_worker;
grant select, insert on authn.revoked_tokens to ashlar_data, ashlar_secrets;
grant select, insert, delete on authn.revoked_tokens to ashlar_worker;
