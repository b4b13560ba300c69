-- What becomes of people: their profile and preferences, suspension, deletion, and how far the identity provider has
-- been read.
alter table users.users
  add column email_verified boolean not null default false,
  -- When the provider said so, by its own clock: what is older does not undo it.
  add column said_at timestamptz(3),
  add column display_name text constraint users_display_name_check check (length(display_name) between 1 and 255),
  add column affiliation text constraint users_affiliation_check check (length(affiliation) between 1 and 255),
  add column about text constraint users_about_check check (length(about) between 1 and 2000),
  add column website text constraint users_website_check check (length(website) between 1 and 2000),
  -- Roughly: written behind, in batches.
  add column last_seen_at timestamptz(3),
  -- By the provider, and by an administrator of the platform: each takes back only its own.
  add column disabled_at timestamptz(3),
  add column suspended_at timestamptz(3),
  add column deleted_at timestamptz(3),
  add column deleted_by text constraint users_deleted_by_check check (deleted_by in ('provider', 'platform')),
  add column heir_id uuid constraint users_heir_fkey references users.users,
  -- The purge: begun, which steps are done, at which one it is stuck, over.
  add column purge_started_at timestamptz(3),
  add column purge_done text[] not null default '{}',
  add column purge_failure text constraint users_purge_failure_check check (length(purge_failure) <= 500),
  add column purged_at timestamptz(3),
  add column status text not null
    constraint users_status_check check (status in ('active', 'disabled', 'deleted', 'purged'))
    generated always as (
      case
        when purged_at is not null then 'purged'
        when deleted_at is not null then 'deleted'
        when coalesce(disabled_at, suspended_at) is not null then 'disabled'
        else 'active'
      end
    ) stored,
  add constraint users_deleted_check check ((deleted_at is null) = (deleted_by is null)),
  add constraint users_purge_check
    check ((purge_started_at is null or deleted_at is not null) and (purged_at is null or purge_started_at is not null)),
  add constraint users_heir_check check (heir_id is null or (heir_id <> id and deleted_at is not null));

create index users_username_order on users.users (lower(username), id);
create index users_created_at_order on users.users (created_at, id);
create index users_status_username_order on users.users (status, lower(username), id);
create index users_status_created_at_order on users.users (status, created_at, id);
create index users_email on users.users (lower(email));
create index users_issuer on users.users (issuer, id) where deleted_at is null;
create index users_to_purge on users.users (id) where deleted_at is not null and purged_at is null;
create index users_heir on users.users (heir_id) where heir_id is not null;

create table users.preferences (
  user_id uuid constraint preferences_pkey primary key
    constraint preferences_user_fkey references users.users on delete cascade,
  theme text not null default 'system' constraint preferences_theme_check check (theme in ('system', 'light', 'dark')),
  language text constraint preferences_language_check check (length(language) between 2 and 35),
  time_zone text constraint preferences_time_zone_check check (length(time_zone) between 1 and 64),
  notifications text not null default 'all'
    constraint preferences_notifications_check check (notifications in ('all', 'important', 'none')),
  dismissed text[] not null default '{}'
    constraint preferences_dismissed_check check (cardinality(dismissed) <= 100),
  pinned_projects uuid[] not null default '{}'
    constraint preferences_pinned_projects_check check (cardinality(pinned_projects) <= 100),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- How far a provider has been read. A run moves on only from the version that it has read.
create table users.sync_state (
  issuer text constraint sync_state_pkey primary key,
  version integer not null default 1,
  -- By the provider's clock. null: the events have not been read yet.
  events_since timestamptz(3),
  -- A comparison of everybody: under way since, how many the provider has listed, whether that was all, and up to which
  -- of ours those that it did not list have been looked at.
  full_started_at timestamptz(3),
  full_next integer not null default 0,
  full_listed boolean not null default false,
  full_after uuid,
  full_done_at timestamptz(3),
  updated_at timestamptz(3) not null default now()
);

-- Whom the comparison under way has met.
create table users.sync_seen (
  issuer text not null,
  subject text not null,
  constraint sync_seen_pkey primary key (issuer, subject)
);

grant select, insert, update, delete on users.preferences to ashlar_data;
grant update on users.users to ashlar_worker;
grant select, delete on users.preferences to ashlar_worker;
grant select, insert, update on users.sync_state to ashlar_worker;
grant select, insert, delete on users.sync_seen to ashlar_worker;
