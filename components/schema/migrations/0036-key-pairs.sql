-- Key pairs of people, for clients that sign each request. The secret half is derived from a key of the server and the
-- access key: nothing here leads to it.
create table authn.key_pairs (
  id uuid constraint key_pairs_pkey primary key,
  access_key text not null
    constraint key_pairs_access_key_key unique
    constraint key_pairs_access_key_check check (access_key ~ '^[A-Z2-7]{20}$'),
  owner_id uuid not null,
  name text not null constraint key_pairs_name_check check (length(name) between 1 and 255),
  roles text[] not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now()
);

create index key_pairs_created_at_order on authn.key_pairs (owner_id, created_at, id);
create index key_pairs_expires_at on authn.key_pairs (expires_at);

-- Each signature counts once. A row may go once the request that it signs is too old anyway.
create table authn.used_signatures (
  key_pair_id uuid not null constraint used_signatures_key_pair_fkey references authn.key_pairs on delete cascade,
  signature bytea not null constraint used_signatures_signature_check check (octet_length(signature) = 32),
  expires_at timestamptz(3) not null,
  constraint used_signatures_pkey primary key (key_pair_id, signature)
);

create index used_signatures_expires_at on authn.used_signatures (expires_at);

grant select, insert, delete on authn.key_pairs to ashlar_data;
grant update (last_used_at) on authn.key_pairs to ashlar_data;
grant select, insert on authn.used_signatures to ashlar_data;
grant select, delete on authn.key_pairs, authn.used_signatures to ashlar_worker;
