-- Secrets: written and listed by the data API, opened by the secrets API alone.
create schema secrets;

-- Keys that wrap the keys of owners; useless without the root key, which is in no database.
create table secrets.ring_keys (
  id uuid constraint ring_keys_pkey primary key,
  state text not null
    constraint ring_keys_state_check check (state in ('staged', 'active', 'decrypt-only', 'retired')),
  root_fingerprint text not null,
  wrapped bytea,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint ring_keys_wrapped_check check ((state = 'retired') = (wrapped is null))
);

create unique index ring_keys_active_key on secrets.ring_keys ((true)) where state = 'active';

-- One key pair an owner. Made ahead of need by the secrets API; the data API gives one to an owner that has none.
create table secrets.owner_keys (
  id uuid constraint owner_keys_pkey primary key,
  public_key bytea not null constraint owner_keys_public_key_check check (octet_length(public_key) = 32),
  publisher_id text not null,
  signature bytea not null constraint owner_keys_signature_check check (octet_length(signature) = 64),
  ring_key_id uuid not null constraint owner_keys_ring_key_fkey references secrets.ring_keys,
  wrapped bytea not null,
  wrap_revision integer not null default 1,
  -- null: nobody's yet.
  owner_type text constraint owner_keys_owner_type_check check (owner_type in ('user', 'project', 'storage')),
  owner_id uuid,
  -- False for the keys that a deep rotation has replaced.
  current boolean not null default true,
  created_at timestamptz(3) not null default now(),
  constraint owner_keys_owner_check check ((owner_type is null) = (owner_id is null))
);

create unique index owner_keys_owner_key on secrets.owner_keys (owner_type, owner_id) where current;
create index owner_keys_spare on secrets.owner_keys (id) where owner_id is null;
create index owner_keys_ring_key on secrets.owner_keys (ring_key_id, id);

create table secrets.secrets (
  id uuid constraint secrets_pkey primary key,
  -- Of these four none can change: every value is bound to them.
  domain_id uuid not null,
  owner_type text not null constraint secrets_owner_type_check check (owner_type in ('user', 'project', 'storage')),
  owner_id uuid not null,
  kind text not null constraint secrets_kind_check check (kind in ('general', 'storage')),
  name text not null constraint secrets_name_check check (length(name) between 1 and 99),
  default_filename text not null
    constraint secrets_default_filename_check
    check (default_filename ~ '^[A-Za-z0-9_.-]{1,99}$' and default_filename !~ '^[.]+$'),
  expires_at timestamptz(3),
  deleted_at timestamptz(3),
  -- The newest value, and its number.
  current_version integer not null constraint secrets_current_version_check check (current_version > 0),
  labels jsonb not null default '{}' constraint secrets_labels_check check (jsonb_typeof(labels) = 'object'),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create unique index secrets_default_filename_key
  on secrets.secrets (owner_type, owner_id, lower(default_filename)) where deleted_at is null;
create index secrets_name_order on secrets.secrets (owner_id, lower(name), id);
create index secrets_created_at_order on secrets.secrets (owner_id, created_at, id);
create index secrets_updated_at_order on secrets.secrets (owner_id, updated_at, id);
create index secrets_expires_at on secrets.secrets (expires_at) where expires_at is not null;
create index secrets_deleted_at on secrets.secrets (deleted_at) where deleted_at is not null;

-- Each value that a secret ever had. Numbers and columns as in the vault brick.
create table secrets.versions (
  secret_id uuid not null constraint versions_secret_fkey references secrets.secrets on delete cascade,
  version integer not null constraint versions_version_check check (version > 0),
  owner_id uuid not null,
  -- A restored version holds no value of its own: it is the one of that number again.
  source_version integer,
  suite smallint not null,
  recipient_key_id uuid constraint versions_recipient_key_fkey references secrets.owner_keys,
  enc bytea constraint versions_enc_check check (octet_length(enc) = 32),
  sealed_key bytea constraint versions_sealed_key_check check (octet_length(sealed_key) = 48),
  wrap_revision integer not null default 1,
  commitment bytea constraint versions_commitment_check check (octet_length(commitment) = 32),
  nonce bytea constraint versions_nonce_check check (octet_length(nonce) = 12),
  ciphertext bytea constraint versions_ciphertext_check check (octet_length(ciphertext) <= 65536),
  tag bytea constraint versions_tag_check check (octet_length(tag) = 16),
  writer_id text not null,
  signature bytea constraint versions_signature_check check (octet_length(signature) = 64),
  -- The writer's word that this is the version after the one before.
  head_signature bytea not null constraint versions_head_signature_check check (octet_length(head_signature) = 64),
  size integer not null,
  state text not null default 'live'
    constraint versions_state_check check (state in ('live', 'deleted', 'destroyed')),
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  constraint versions_pkey primary key (secret_id, version),
  constraint versions_source_fkey foreign key (secret_id, source_version) references secrets.versions (secret_id, version),
  constraint versions_sealed_check check (
    num_nulls(recipient_key_id, enc, sealed_key, commitment, nonce, ciphertext, tag, signature)
      = case when state = 'destroyed' or source_version is not null then 8 else 0 end
  )
);

create index versions_recipient_key on secrets.versions (recipient_key_id, secret_id, version);

-- What a project asks of those who work in it.
create table secrets.slots (
  id uuid constraint slots_pkey primary key,
  project_id uuid not null,
  name text not null constraint slots_name_check check (length(name) between 1 and 99),
  description text constraint slots_description_check check (length(description) <= 500),
  filename text not null
    constraint slots_filename_check check (filename ~ '^[A-Za-z0-9_.-]{1,200}$' and filename !~ '^[.]+$'),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create unique index slots_filename_key on secrets.slots (project_id, lower(filename));
create index slots_name_order on secrets.slots (project_id, lower(name), id);
create index slots_created_at_order on secrets.slots (project_id, created_at, id);

-- Who fills a slot with what: a person for themself or, without a person, the project for all of its members.
create table secrets.slot_values (
  slot_id uuid not null constraint slot_values_slot_fkey references secrets.slots on delete cascade,
  user_id uuid,
  secret_id uuid not null constraint slot_values_secret_fkey references secrets.secrets on delete cascade,
  created_at timestamptz(3) not null default now(),
  constraint slot_values_key unique nulls not distinct (slot_id, user_id)
);

create index slot_values_secret on secrets.slot_values (secret_id);
create index slot_values_user on secrets.slot_values (user_id);

-- An owner's word, given in advance, that a service may use secrets while nobody is there.
create table secrets.standing_grants (
  id uuid constraint standing_grants_pkey primary key,
  user_id uuid not null,
  service text not null constraint standing_grants_service_check check (length(service) between 1 and 255),
  purpose text not null constraint standing_grants_purpose_check check (length(purpose) between 1 and 64),
  endpoint text constraint standing_grants_endpoint_check check (length(endpoint) <= 2000),
  secret_ids uuid[] not null
    constraint standing_grants_secret_ids_check check (cardinality(secret_ids) between 1 and 100),
  expires_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now()
);

create index standing_grants_created_at_order on secrets.standing_grants (user_id, created_at, id);
create index standing_grants_expires_at on secrets.standing_grants (expires_at) where expires_at is not null;

-- Each grant counts once. A row may go once its grant has expired.
create table secrets.used_grants (
  jti uuid constraint used_grants_pkey primary key,
  caller text not null,
  idempotency_key text,
  expires_at timestamptz(3) not null
);

create index used_grants_expires_at on secrets.used_grants (expires_at);

-- The newest version of each secret that the secrets API has seen: an older one is never served again.
create table secrets.heads (
  secret_id uuid constraint heads_pkey primary key,
  version integer not null,
  mac bytea not null constraint heads_mac_check check (octet_length(mac) = 32)
);

-- Who was given what. Chains, so that a changed, missing or added row shows.
create table secrets.audit (
  shard smallint not null,
  seq bigint not null,
  at timestamptz(3) not null,
  event jsonb not null,
  hash bytea not null constraint audit_hash_check check (octet_length(hash) = 32),
  constraint audit_pkey primary key (shard, seq)
);

create table secrets.audit_heads (
  shard smallint constraint audit_heads_pkey primary key,
  seq bigint not null,
  hash bytea not null
);

insert into secrets.audit_heads (shard, seq, hash)
select shard, 0, decode(repeat('00', 32), 'hex') from generate_series(0, 15) as shard;

create table secrets.audit_checkpoints (
  id uuid constraint audit_checkpoints_pkey primary key,
  statement jsonb not null,
  publisher_id text not null,
  signature bytea not null,
  created_at timestamptz(3) not null default now()
);

-- A value that is handed over once, to whoever has the token; sealed with the token, of which only the hash is here.
create table secrets.wraps (
  token_hash bytea constraint wraps_pkey primary key constraint wraps_token_hash_check check (octet_length(token_hash) = 32),
  sealed bytea,
  created_by text not null,
  expires_at timestamptz(3) not null,
  unwrapped_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create index wraps_expires_at on secrets.wraps (expires_at);

create table secrets.rotations (
  id uuid constraint rotations_pkey primary key,
  to_key_id uuid not null constraint rotations_to_key_fkey references secrets.ring_keys,
  state text not null
    constraint rotations_state_check check (state in ('running', 'paused', 'finished', 'incomplete')),
  -- Everything up to here has been looked at.
  checkpoint uuid,
  rewrapped bigint not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create unique index rotations_running_key on secrets.rotations ((true)) where state in ('running', 'paused');

-- What could not be re-wrapped; a rotation that leaves such a row is not finished.
create table secrets.quarantine (
  owner_key_id uuid constraint quarantine_pkey primary key references secrets.owner_keys on delete cascade,
  reason text not null,
  created_at timestamptz(3) not null default now()
);

-- Second line: a statement of the data API that forgets whose secrets it is about sees none.
alter table secrets.secrets enable row level security;
alter table secrets.versions enable row level security;
alter table secrets.owner_keys enable row level security;

create function secrets.owner_in_question() returns uuid language sql stable as
  $$ select nullif(current_setting('ashlar.secrets_owner', true), '')::uuid $$;

create policy secrets_of_owner on secrets.secrets to ashlar_data
  using (owner_id = secrets.owner_in_question()) with check (owner_id = secrets.owner_in_question());
create policy versions_of_owner on secrets.versions to ashlar_data
  using (owner_id = secrets.owner_in_question()) with check (owner_id = secrets.owner_in_question());
create policy owner_keys_seen on secrets.owner_keys for select to ashlar_data
  using (owner_id is null or owner_id = secrets.owner_in_question());
create policy owner_keys_given on secrets.owner_keys for update to ashlar_data
  using (owner_id is null) with check (owner_id = secrets.owner_in_question() and current);

create policy secrets_custody on secrets.secrets to ashlar_secrets using (true) with check (true);
create policy versions_custody on secrets.versions to ashlar_secrets using (true) with check (true);
create policy owner_keys_custody on secrets.owner_keys to ashlar_secrets using (true) with check (true);
create policy secrets_sweep on secrets.secrets to ashlar_worker using (true);

-- What the data API may do without being able to read what it destroys.
create function secrets.destroy_version(wanted_secret uuid, wanted_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update secrets.versions
  set state = 'destroyed', recipient_key_id = null, enc = null, sealed_key = null, commitment = null, nonce = null,
    ciphertext = null, tag = null, signature = null
  where secret_id = wanted_secret and version = wanted_version and state <> 'destroyed'
    and owner_id = secrets.owner_in_question();
  return found;
end
$$;

-- Makes all that was ever sealed to the owner unreadable, and removes it.
create function secrets.shred_owner(wanted_type text, wanted_owner uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint;
begin
  delete from secrets.secrets where owner_type = wanted_type and owner_id = wanted_owner;
  get diagnostics gone = row_count;
  delete from secrets.owner_keys where owner_type = wanted_type and owner_id = wanted_owner;
  if wanted_type = 'user' then
    delete from secrets.standing_grants where user_id = wanted_owner;
    delete from secrets.slot_values where user_id = wanted_owner;
  end if;
  return gone;
end
$$;

revoke execute on function secrets.destroy_version, secrets.shred_owner from public;
grant execute on function secrets.destroy_version to ashlar_data;
grant execute on function secrets.shred_owner to ashlar_data, ashlar_worker;

grant usage on schema secrets to ashlar_data, ashlar_secrets, ashlar_worker;

grant select (id, public_key, publisher_id, signature, owner_type, owner_id, current), update (owner_type, owner_id)
  on secrets.owner_keys to ashlar_data;
grant select, delete on secrets.secrets to ashlar_data;
grant insert (id, domain_id, owner_type, owner_id, kind, name, default_filename, expires_at, current_version, labels, created_by),
  update (name, default_filename, expires_at, deleted_at, current_version, labels, version, updated_at)
  on secrets.secrets to ashlar_data;
grant select (secret_id, version, owner_id, source_version, suite, writer_id, size, state, created_by, created_at),
  insert (secret_id, version, owner_id, source_version, suite, recipient_key_id, enc, sealed_key, commitment, nonce, ciphertext,
    tag, writer_id, signature, head_signature, size, created_by),
  update (state)
  on secrets.versions to ashlar_data;
grant select, insert, update, delete on secrets.slots, secrets.slot_values, secrets.standing_grants to ashlar_data;

grant select, insert, update on secrets.ring_keys, secrets.rotations, secrets.heads to ashlar_secrets;
grant select, insert, delete on secrets.owner_keys, secrets.quarantine to ashlar_secrets;
grant update (ring_key_id, wrapped, wrap_revision, current) on secrets.owner_keys to ashlar_secrets;
grant select on secrets.secrets, secrets.versions, secrets.standing_grants to ashlar_secrets;
grant update (recipient_key_id, enc, sealed_key, wrap_revision) on secrets.versions to ashlar_secrets;
grant select, insert, delete on secrets.used_grants to ashlar_secrets;
grant select, insert on secrets.audit, secrets.audit_checkpoints to ashlar_secrets;
grant select on secrets.audit_heads to ashlar_secrets;
grant update (seq, hash) on secrets.audit_heads to ashlar_secrets;
grant select, insert, delete on secrets.wraps to ashlar_secrets;
grant update (sealed, unwrapped_at) on secrets.wraps to ashlar_secrets;

grant select (id, expires_at, deleted_at), delete on secrets.secrets to ashlar_worker;
grant select (id, expires_at), delete on secrets.standing_grants to ashlar_worker;
-- The slots of projects that go with a user.
grant select, delete on secrets.slots to ashlar_worker;
