-- Policies: named sets of quotas that are assigned in one step, with what resource policies of Backend.AI limit.

alter table quota.types drop constraint types_unit_check;
alter table quota.types add constraint types_unit_check check (unit in ('bytes', 'times', 'items', 'seconds'));

-- Administrators may have made a type of the same name: it stays as it is.
insert into quota.types (name, description, unit, periodic) values
  ('MAX_VFOLDER_COUNT', 'Folders that exist', 'items', false),
  ('MAX_QUOTA_SCOPE_SIZE', 'Bytes in all folders of an owner', 'bytes', false),
  ('MAX_SESSION_COUNT_PER_MODEL_SESSION', 'Sessions of one model service', 'items', false),
  ('MAX_CUSTOMIZED_IMAGE_COUNT', 'Images that were made of sessions', 'items', false),
  ('MAX_CONCURRENT_LOGINS', 'Logins at once', 'items', false),
  ('MAX_NETWORK_COUNT', 'Networks that exist', 'items', false),
  ('MAX_CONCURRENT_SESSIONS', 'Sessions at once', 'items', false),
  ('MAX_CONCURRENT_SFTP_SESSIONS', 'Sessions for transfers at once', 'items', false),
  ('MAX_PENDING_SESSION_COUNT', 'Sessions that wait', 'items', false),
  ('MAX_CONTAINERS_PER_SESSION', 'Containers of one session, which are checked and not counted', 'items', false),
  ('MAX_PRIORITY', 'Priority of one session, which is checked and not counted', 'items', false),
  ('MAX_SESSION_LIFETIME', 'How long one session may last, which is checked and not counted', 'seconds', false),
  ('IDLE_TIMEOUT', 'How long one session may idle, which is checked and not counted', 'seconds', false),
  ('MAX_SLOT_CPU', 'Processors of all sessions', 'items', false),
  ('MAX_SLOT_MEM', 'Memory of all sessions', 'bytes', false),
  ('MAX_SLOT_CUDA_DEVICE', 'Graphics cards of all sessions', 'items', false),
  ('MAX_PENDING_SLOT_CPU', 'Processors of sessions that wait', 'items', false),
  ('MAX_PENDING_SLOT_MEM', 'Memory of sessions that wait', 'bytes', false),
  ('MAX_PENDING_SLOT_CUDA_DEVICE', 'Graphics cards of sessions that wait', 'items', false)
on conflict (name) do nothing;

create table quota.policies (
  id uuid constraint policies_pkey primary key,
  kind text not null constraint policies_kind_check check (kind in ('user', 'project', 'keypair')),
  name text not null constraint policies_name_check check (length(name) between 1 and 100),
  description text constraint policies_description_check check (length(description) <= 2000),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index policies_name_key on quota.policies (kind, lower(name));
create index policies_name_order on quota.policies (lower(name), id);
create index policies_created_at_order on quota.policies (created_at, id);

-- The quotas that a policy is made of: one of each type, and of one policy.
create table quota.policy_templates (
  policy_id uuid not null constraint policy_templates_policy_fkey references quota.policies on delete cascade,
  type text not null,
  template_id uuid not null constraint policy_templates_template_key unique,
  constraint policy_templates_pkey primary key (policy_id, type),
  constraint policy_templates_template_fkey foreign key (template_id, type) references quota.templates (id, type)
);

grant select, insert, delete on quota.policies, quota.policy_templates to ashlar_data;

-- What recounts set right is read by people: each under an id, with what proved the counter wrong.
alter table quota.repairs rename column id to seq;
alter table quota.repairs drop constraint repairs_pkey;
alter table quota.repairs
  add column id uuid not null default gen_random_uuid() constraint repairs_pkey primary key,
  add column cause text not null default 'ledger' constraint repairs_cause_check check (cause in ('ledger', 'source'));
create index repairs_at_order on quota.repairs (at, id);

-- What is forgotten is found by its age, batch by batch.
create index holds_ended_at on quota.holds (ended_at) where state <> 'held';
create index imported_events_imported_at on quota.imported_events (imported_at);
create index history_at on quota.history (at);
