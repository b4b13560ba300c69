import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let root: pg.Client;
let anybody: HttpClient;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_INVITATION_KEYS: randomBytes(32).toString('base64'),
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  anybody = createHttpClient(service.url);
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await root.end();
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

/** Under which key of the export the person is found whom a column names. */
const exported: Readonly<Record<string, string>> = {
  'authn.key_pairs.owner_id': 'key_pairs',
  'authn.personal_tokens.owner_id': 'access_tokens',
  'authz.change.actor_id': 'access_changes',
  'authz.change.subject_id': 'access_changes',
  'config_bundles.uses.user_id': 'config_bundles',
  'events.events.actor_id': 'events',
  'group_config.bootstrap_script_revisions.actor_id': 'bootstrap_script_changes',
  'group_config.bootstrap_script_revisions.owner_id': 'bootstrap_script_changes',
  'group_config.bootstrap_scripts.owner_id': 'bootstrap_scripts',
  'group_config.bootstrap_scripts.updated_by': 'bootstrap_script_changes',
  'group_config.setting_revisions.actor_id': 'setting_changes',
  'group_config.setting_revisions.owner_id': 'setting_changes',
  'group_config.settings.created_by': 'setting_changes',
  'group_config.settings.owner_id': 'settings',
  'group_config.settings.updated_by': 'setting_changes',
  'group_config.dotfiles.owner_id': 'dotfiles',
  'group_config.dotfiles.created_by': 'dotfile_changes',
  'group_config.dotfiles.updated_by': 'dotfile_changes',
  'group_config.revisions.owner_id': 'dotfile_changes',
  'group_config.revisions.actor_id': 'dotfile_changes',
  'groups.domain_members.added_by': 'members_added',
  'groups.domain_members.user_id': 'domain_memberships',
  'groups.domains.created_by': 'domains_made',
  'groups.groups.created_by': 'groups_made',
  'groups.invitations.answered_by': 'group_invitations',
  'groups.invitations.invited_by': 'group_invitations',
  'groups.members.added_by': 'members_added',
  'groups.members.user_id': 'group_memberships',
  'groups.named_creators.user_id': 'creation_rights',
  'groups.user_namespaces.user_id': 'home',
  'metering.api_calls.actor_id': 'api_calls',
  'pipelines.events.created_by': 'pipeline_events_told',
  'pipelines.pipelines.created_by': 'pipelines_started',
  'projects.invitations.answered_by': 'project_invitations',
  'projects.invitations.invited_by': 'project_invitations',
  'projects.members.added_by': 'project_members_added',
  'projects.members.user_id': 'project_memberships',
  'projects.projects.created_by': 'projects_made',
  'quota.assignments.assigned_by': 'quota_assignments',
  'quota.assignments.subject_id': 'quota_assignments',
  'quota.counters.subject_id': 'quota_usage',
  'quota.holds.created_by': 'quota_holds',
  'quota.holds.subject_id': 'quota_holds',
  'quota.ledger.actor_id': 'quota_charges',
  'quota.requests.decided_by': 'quota_requests',
  'quota.requests.requested_by': 'quota_requests',
  'quota.requests.subject_id': 'quota_requests',
  'quota.templates.created_by': 'quota_templates_made',
  'scheduler.schedules.created_by': 'schedules',
  'scheduler.schedules.owner_id': 'schedules',
  'scheduler.sessions.created_by': 'scheduled_sessions_asked_for',
  'secrets.deliveries.user_id': 'secret_deliveries',
  'secrets.secrets.created_by': 'secrets',
  'secrets.secrets.owner_id': 'secrets',
  'secrets.slot_values.user_id': 'secret_slots_filled',
  'secrets.slots.created_by': 'secret_slots_made',
  'secrets.standing_grants.user_id': 'secret_grants',
  'secrets.versions.created_by': 'secrets',
  'secrets.versions.owner_id': 'secrets',
  'storage.storages.created_by': 'storages_made',
  'storage_checks.checks.requested_by': 'storage_tests',
  'storage_mounts.mounts.created_by': 'storage_mounts_made',
  'users.preferences.user_id': 'preferences',
  'webhooks.webhooks.created_by': 'webhooks_made',
};

/** Why what a column says is in no export, or already in another part of it. */
const left: Readonly<Record<string, string>> = {
  'authz.rel.subject_id': 'follows from the memberships, which are exported',
  'group_config.owners.owner_id': 'a size of dotfiles that are exported',
  'bullmq.job.processed_by': 'a process of the worker',
  'groups.domain_members.member_id': 'generated from user_id',
  'groups.members.member_id': 'generated from user_id',
  'pipelines.pipelines.superseded_by': 'another pipeline',
  'projects.members.member_id': 'generated from user_id',
  'secrets.deliveries.caller': 'the service that asked for it',
  'secrets.owner_keys.owner_id': 'a key that the person never has, and that tells nothing of them',
  'secrets.used_grants.caller': 'the service that used a grant',
  'secrets.wraps.created_by': 'the service that asked for a sealed value; gone when it is opened',
  'authz.spicedb_repair.subject_id':
    'what SpiceDB is told again within seconds, of relations that are exported',
  'storage.storages.owner_id': 'a group, a project or the platform',
  'users.users.deleted_by': 'provider or platform, no person',
  'users.users.heir_id': 'whom somebody else, who is deleted, leaves things to: it is about them',
};

const names =
  '(^|_)(user_id|owner_id|actor_id|subject_id|member_id|person_id|heir_id|caller|author|username|email)$|_by$';

/** What names somebody by its key, or sounds like it. A table in months or with partitions counts once. */
async function columnsAboutPeople(): Promise<readonly string[]> {
  const { rows } = await root.query<{ name: string }>(
    `select distinct n.nspname || '.' || c.relname || '.' || a.attname as name
     from pg_attribute a
     join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
     join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^(pg_|information_schema)'
     where a.attnum > 0 and not a.attisdropped
       and (a.attname ~ $1 or exists (
         select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey)
           and k.confrelid = 'users.users'::regclass))
     order by 1`,
    [names],
  );
  // What the provider says of somebody is the user itself; an address is that of an invitation.
  const own = [
    'users.users.username',
    'users.users.email',
    'groups.invitations.email',
    'projects.invitations.email',
  ];
  return rows.map(({ name }) => name).filter((name) => !own.includes(name));
}

it('every column that names a person is exported, or left out for a reason', async () => {
  const columns = await columnsAboutPeople();
  expect(columns.filter((name) => !(name in exported) && !(name in left))).toEqual([]);
  const known = [...Object.keys(exported), ...Object.keys(left)];
  expect(known.filter((name) => !columns.includes(name))).toEqual([]);
});

/** One row of each, straight into the tables: how they come about is the matter of their bricks. */
async function giveOneOfEach(me: string, other: string): Promise<void> {
  const domain = '00000000-0000-7000-8000-000000000001';
  const [group, project, secret, slot, template, counter, schedule, told, disk] = Array.from(
    { length: 9 },
    () => randomUUID(),
  );
  const statements: readonly (readonly [string, readonly unknown[]])[] = [
    [
      `insert into groups.domains (id, slug, name, created_by) values ($1, 'theirs', 'Theirs', $2)`,
      [randomUUID(), me],
    ],
    [
      `insert into groups.slugs (parent_id, slug, target_type, target_id, current) values ($1, 'lab', 'group', $2, true)`,
      [domain, group],
    ],
    [
      `insert into groups.groups (id, domain_id, slug, name, visibility, created_by) values ($1, $2, 'lab', 'Lab', 'private', $3)`,
      [group, domain, me],
    ],
    [
      `insert into groups.members (object_id, domain_id, user_id, role, added_by)
       values ($1, $2, $3, 'owner', $3), ($1, $2, $4, 'viewer', $3)`,
      [group, domain, me, other],
    ],
    [
      `insert into groups.slugs (parent_id, slug, target_type, target_id, current) values ($1, 'data', 'project', $2, true)`,
      [group, project],
    ],
    [
      `insert into projects.projects (id, domain_id, group_id, slug, name, visibility, created_by)
       values ($1, $2, $3, 'data', 'Data', 'private', $4)`,
      [project, domain, group, me],
    ],
    [
      `insert into projects.members (object_id, domain_id, user_id, role, added_by)
       values ($1, $2, $3, 'editor', $3), ($1, $2, $4, 'viewer', $3)`,
      [project, domain, me, other],
    ],
    ...(['groups', 'projects'] as const).flatMap((schema): [string, unknown[]][] =>
      [
        [me, null, 'guest@example.org'],
        [other, me, null],
        [other, null, 'alice@example.org'],
      ].map(([by, answered, email]) => [
        `insert into ${schema}.invitations (id, object_id, domain_id, role, email, hash, invited_by, answered_by, expires_at)
         values ($1, $2, $3, 'viewer', $4, $5, $6, $7, now() + interval '1 day')`,
        [
          ...[randomUUID(), schema === 'groups' ? group : project, domain],
          ...[email, randomBytes(32), by, answered],
        ],
      ]),
    ),
    [`insert into groups.named_creators (creates, user_id) values ('groups', $1)`, [me]],
    [
      `insert into storage.storages (id, owner_type, name, type, resource, created_by)
       values ($1, 'platform', 'Disk', 's3', '{}', $2)`,
      [disk, me],
    ],
    [
      `insert into storage_mounts.mounts (id, project_id, domain_id, storage_id, path, read_only, created_by)
       values ($1, $2, $3, $4, 'data', true, $5)`,
      [randomUUID(), project, domain, disk, me],
    ],
    [
      `insert into storage_checks.checks (id, reason, intended_use, state, config, requested_by)
       values ($1, 'unsaved', 'read', 'waiting', '{}', 'user:' || $2)`,
      [randomUUID(), me],
    ],
    [
      `insert into webhooks.webhooks (id, name, url, created_by) values ($1, 'Hook', 'https://example.org', $2)`,
      [randomUUID(), me],
    ],
    [
      `insert into authn.personal_tokens (id, owner_id, name, hash, scopes, roles, expires_at)
       values ($1, $2, 'laptop', $3, '{all}', '{}', now() + interval '1 day')`,
      [randomUUID(), me, randomBytes(32)],
    ],
    [
      `insert into authn.key_pairs (id, access_key, owner_id, name, roles, expires_at)
       values ($1, $2, $3, 'laptop', '{}', now() + interval '1 day')`,
      [randomUUID(), 'A'.repeat(20), me],
    ],
    [
      `insert into secrets.secrets (id, domain_id, owner_type, owner_id, kind, name, default_filename, current_version, labels)
       values ($1, $2, 'user', $3, 'general', 'Key', 'key', 1, '{}')`,
      [secret, domain, me],
    ],
    [
      `insert into secrets.slots (id, project_id, name, filename, created_by) values ($1, $2, 'token', 'token', $3)`,
      [slot, project, me],
    ],
    [`insert into secrets.slot_values (slot_id, user_id, secret_id) values ($1, $2, $3)`, [slot, me, secret]],
    [
      `insert into secrets.standing_grants (id, user_id, service, purpose, secret_ids)
       values ($1, $2, 'notebooks', 'session', array[$3::uuid])`,
      [randomUUID(), me, secret],
    ],
    [`insert into quota.types (name, description, unit, periodic) values ('DISK', 'x', 'items', true)`, []],
    [
      `insert into quota.templates (id, name, type, created_by) values ($1, 'small', 'DISK', $2)`,
      [template, me],
    ],
    [
      `insert into quota.assignments (id, subject_type, subject_id, type, template_id, assigned_by)
       values ($1, 'user', $2, 'DISK', $3, $4)`,
      [randomUUID(), me, template, other],
    ],
    [
      `insert into quota.holds (id, subject_type, subject_id, items, expires_at, created_by)
       values ($1, 'user', $2, '[]', now(), 'x')`,
      [counter, me],
    ],
    [
      `insert into quota.counters (type, subject_type, subject_id, domain_id) values ('DISK', 'user', $1, $2)`,
      [me, domain],
    ],
    [
      `insert into quota.ledger (counter_id, operation_id, kind, amount, actor_kind, actor_id, request_id, at)
       select id, $1, 'consume', 3, 'service', 'x', 'x', now() from quota.counters where subject_id = $2`,
      [randomUUID(), me],
    ],
    [
      `insert into quota.requests (id, subject_type, subject_id, type, amount, reason, requested_by)
       values ($1, 'group', $2, 'DISK', 3, 'more', $3)`,
      [randomUUID(), group, me],
    ],
    [
      `insert into scheduler.schedules (id, owner_type, owner_id, domain_id, name, run_kind, run_spec, timing, jitter_seconds,
         missed, missed_most, missed_window_seconds, overlap, max_attempts, retry_delay_seconds, retry_factor, notify, tzdata,
         created_by)
       values ($1, 'user', $2, $3, 'Nightly', 'noop', '{}', '{}', 0, 'skip', 1, 60, 'skip', 1, 1, 1, '{}', 'x', $2)`,
      [schedule, me, domain],
    ],
    [
      `insert into scheduler.sessions (id, schedule_id, slot, origin, state, created_by)
       values ($1, $2, now(), 'run-now', 'succeeded', $3)`,
      [randomUUID(), schedule, me],
    ],
    [
      `insert into pipelines.events (id, project_id, domain_id, kind, source, external_id, created_by)
       values ($1, $2, $3, 'push', 'git', '1', $4)`,
      [told, project, domain, me],
    ],
    [
      `insert into pipelines.pipelines (id, project_id, domain_id, event_id, name, kind, created_by)
       values ($1, $2, $3, $4, 'build', 'push', $5)`,
      [randomUUID(), project, domain, told, me],
    ],
    [`insert into config_bundles.bundles (sha256, content, secrets) values (sha256('x'), 'x', '{}')`, []],
    [
      `insert into config_bundles.uses (sha256, project_id, user_id, signer_id, signature)
       values (sha256('x'), $1, $2, 'x', $3)`,
      [project, me, randomBytes(64)],
    ],
    [
      `insert into secrets.deliveries (id, namespace, name, caller, user_id, secret_ids)
       values ($1, 'science', 'key', 'notebooks', $2, array[$3::uuid])`,
      [randomUUID(), me, secret],
    ],
    [
      `insert into metering.api_calls (day, actor_kind, actor_id, calls, refused, failed)
       values ('2026-01-01', 'user', $1, 1, 0, 0)`,
      [me],
    ],
  ];
  for (const [sql, values] of statements) await root.query(sql, [...values]);
}

it('a person finds one of each in the export, and nothing of anybody else', async () => {
  const [alice, bob] = [
    anybody.as(await identity.issueToken('alice')),
    anybody.as(await identity.issueToken('bob')),
  ];
  const idOf = async (who: HttpClient) =>
    ((await who.call('GET', '/api/data/user')).json as { id: string }).id;
  const [me, other] = [await idOf(alice), await idOf(bob)];
  await giveOneOfEach(me, other);
  await alice.call('PATCH', '/api/data/user/preferences', {
    ...{ json: { theme: 'dark' }, headers: { 'If-Match': '*' } },
  });
  await alice.call('POST', `/api/data/users/${me}/dotfiles`, {
    json: { path: '.profile', mode: '644', content: 'export A=1' },
  });
  const atOnce = { 'If-None-Match': '*' };
  await alice.call('PUT', `/api/data/users/${me}/settings/editor`, {
    json: { value: { tabs: 2 } },
    headers: atOnce,
  });
  await alice.call('PUT', `/api/data/users/${me}/bootstrap-script`, {
    json: { content: 'true' },
    headers: atOnce,
  });
  const exportOf = async (who: HttpClient) => {
    const { status, json } = await who.call('GET', '/api/data/user/export');
    expect(status).toBe(200);
    const { preferences, holdings } = json as { preferences: unknown; holdings: Record<string, unknown> };
    return { preferences, ...holdings } as Readonly<Record<string, unknown>>;
  };
  const found = await exportOf(alice);
  const keys = [...new Set(Object.values(exported))];
  const empty = keys.filter((key) => {
    const part = found[key];
    return Array.isArray(part) ? part.length === 0 : part === undefined || part === null;
  });
  expect(empty).toEqual([]);
  expect(found['group_invitations']).toHaveLength(3);
  expect(found['project_invitations']).toHaveLength(3);
  expect(JSON.stringify(found)).not.toMatch(/"hash"|"token":|ciphertext/);

  const others = await exportOf(bob);
  // Calls are counted a little later.
  const theirs = keys
    .filter((key) => key !== 'api_calls')
    .filter((key) => Array.isArray(others[key]) && others[key].length > 0);
  expect(theirs.sort()).toEqual([
    ...['access_changes', 'domain_memberships', 'events', 'group_invitations', 'group_memberships'],
    ...['home', 'project_invitations', 'project_memberships', 'quota_assignments'],
  ]);
});
