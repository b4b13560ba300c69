-- Sets of files for runs, by what they are. The secrets that they name are not in them.
create schema config_bundles;

create table config_bundles.bundles (
  sha256 bytea constraint bundles_pkey primary key
    constraint bundles_sha256_check check (octet_length(sha256) = 32),
  content bytea not null constraint bundles_content_check check (octet_length(content) <= 4194304),
  -- Names of the secrets that it refers to.
  secrets text[] not null constraint bundles_secrets_check check (cardinality(secrets) <= 100),
  created_at timestamptz(3) not null default now()
);

-- Who had it made for what; the signature is of these, with the address.
create table config_bundles.uses (
  sha256 bytea not null constraint uses_bundle_fkey references config_bundles.bundles,
  project_id uuid not null,
  -- null: what everybody in the project has in common.
  user_id uuid,
  signer_id text not null,
  signature bytea not null constraint uses_signature_check check (octet_length(signature) = 64),
  used_at timestamptz(3) not null default now(),
  constraint uses_key unique nulls not distinct (project_id, user_id, sha256)
);

create index uses_bundle on config_bundles.uses (sha256, user_id);
create index uses_used_at on config_bundles.uses (used_at);

grant usage on schema config_bundles to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert on config_bundles.bundles to ashlar_data;
grant select, insert, update (signer_id, signature, used_at), delete on config_bundles.uses to ashlar_data;
-- To hold one that is used again; a row is locked by who may update it.
grant update (created_at) on config_bundles.bundles to ashlar_data;
grant select on config_bundles.bundles, config_bundles.uses to ashlar_secrets;
grant select, delete on config_bundles.bundles, config_bundles.uses to ashlar_worker;
grant update (created_at) on config_bundles.bundles to ashlar_worker;
