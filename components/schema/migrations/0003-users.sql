-- People, mirrored from the identity provider.
create schema users;

create table users.users (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  username text not null,
  email text,
  full_name text,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint users_issuer_subject_key unique (issuer, subject)
);

grant usage on schema users to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert, update on users.users to ashlar_data;
grant select on users.users to ashlar_secrets, ashlar_worker;
