-- Which secrets a storage signs in with. The values are in the secrets schema, where this side cannot read them.
create table storage.credentials (
  storage_id uuid not null constraint credentials_storage_fkey references storage.storages on delete cascade,
  -- As rclone calls it: secret_access_key.
  option text not null constraint credentials_option_check check (option ~ '^[a-z][a-z0-9_]{0,62}$'),
  secret_id uuid not null constraint credentials_secret_fkey references secrets.secrets on delete cascade,
  -- Null once it has been taken away, while it can still be brought back.
  secret_version integer constraint credentials_secret_version_check check (secret_version > 0),
  -- Tells two values apart and says nothing else of them.
  fingerprint text constraint credentials_fingerprint_check check (length(fingerprint) = 16),
  -- Of what names who signs in, the last characters.
  hint text constraint credentials_hint_check check (length(hint) <= 4),
  -- What a rotation replaced, as long as it can be rolled back. Without a version: there was nothing before.
  previous_version integer,
  previous_fingerprint text,
  previous_hint text,
  previous_until timestamptz(3),
  updated_at timestamptz(3) not null default now(),
  constraint credentials_pkey primary key (storage_id, option),
  constraint credentials_current_check check ((secret_version is null) = (fingerprint is null)),
  constraint credentials_present_check check (secret_version is not null or previous_until is not null),
  constraint credentials_previous_check check (previous_version is null or previous_until is not null)
);

create index credentials_secret on storage.credentials (secret_id);
create index credentials_previous_until on storage.credentials (previous_until) where previous_until is not null;

-- Destroys every value of a secret but the newest, and the one that the newest repeats. Who may call it names the owner
-- first, as for all that is about secrets.
create function secrets.destroy_superseded(wanted_secret uuid) returns integer
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone integer;
begin
  update secrets.versions old
  set state = 'destroyed', recipient_key_id = null, enc = null, sealed_key = null, commitment = null, nonce = null,
    ciphertext = null, tag = null, signature = null
  from secrets.versions newest
  where newest.secret_id = wanted_secret
    and newest.version = (select max(version) from secrets.versions where secret_id = wanted_secret)
    and old.secret_id = wanted_secret and old.version < newest.version
    and old.version is distinct from newest.source_version
    and old.state <> 'destroyed' and old.owner_id = secrets.owner_in_question();
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function secrets.destroy_superseded from public;
grant execute on function secrets.destroy_superseded to ashlar_data, ashlar_worker;

grant select, insert, update, delete on storage.credentials to ashlar_data;
grant select, delete on storage.credentials to ashlar_worker;
grant update (previous_version, previous_fingerprint, previous_hint, previous_until) on storage.credentials to ashlar_worker;
