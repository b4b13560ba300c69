import { heldInKeyPairs, type PersonalTokens } from '@ashlar/authn';
import type { AccessAudit } from '@ashlar/authz';
import { heldInConfigBundles } from '@ashlar/config-bundles';
import { type Database, type Page, type PageRequest, systemContext } from '@ashlar/database';
import { heldInEvents } from '@ashlar/events';
import { type BootstrapScripts, type Dotfiles, heldInConfig, type Settings } from '@ashlar/group-config';
import { type Groups, heldInGroups } from '@ashlar/groups';
import { heldInMetering } from '@ashlar/metering';
import { heldInPipelines } from '@ashlar/pipelines';
import { heldInProjects, type Projects } from '@ashlar/projects';
import { heldInQuotas } from '@ashlar/quota';
import { heldInSchedules } from '@ashlar/scheduler';
import { heldInSlots, type SecretGrants, type Secrets } from '@ashlar/secrets';
import { heldInStorages } from '@ashlar/storage';
import { heldInStorageChecks } from '@ashlar/storage-checks';
import { heldInStorageMounts } from '@ashlar/storage-mounts';
import type { HoldingsOfUsers } from '@ashlar/users';
import { heldInWebhooks } from '@ashlar/webhooks';

export interface HoldingsDeps {
  readonly database: Database;
  readonly tokens: Pick<PersonalTokens, 'list'>;
  readonly groups: Pick<Groups, 'list'>;
  readonly projects: Pick<Projects, 'list'>;
  readonly dotfiles: Pick<Dotfiles, 'list' | 'get'>;
  readonly secrets: Pick<Secrets, 'list' | 'listVersions'>;
  readonly grants: Pick<SecretGrants, 'list'>;
  readonly audit: Pick<AccessAudit, 'listChanges'>;
  readonly settings: Pick<Settings, 'list' | 'get'>;
  readonly bootstrapScripts: Pick<BootstrapScripts, 'find'>;
}

/** What the bricks hold about a person, for the export: in what they are, and what is theirs alone. */
export function holdingsOf({
  database,
  tokens,
  groups,
  projects,
  dotfiles,
  secrets,
  grants,
  audit,
  settings,
  bootstrapScripts,
}: HoldingsDeps): readonly HoldingsOfUsers[] {
  return [
    {
      name: 'access_tokens',
      async *holdings(ctx) {
        for await (const { id, name, scopes, expiresAt, lastUsedAt, createdAt } of all('created_at', (page) =>
          tokens.list(ctx, page),
        )) {
          yield { id, name, scopes, expires_at: expiresAt, last_used_at: lastUsedAt, created_at: createdAt };
        }
      },
    },
    {
      name: 'groups',
      async *holdings(ctx) {
        for await (const { id, path, name } of all('created_at', (page) =>
          groups.list(ctx, { directMember: true }, page),
        )) {
          yield { id, path, name };
        }
      },
    },
    {
      name: 'projects',
      async *holdings(ctx) {
        for await (const { id, path, name } of all('created_at', (page) =>
          projects.list(ctx, { directMember: true }, page),
        )) {
          yield { id, path, name };
        }
      },
    },
    {
      name: 'dotfiles',
      async *holdings(ctx, userId) {
        const owner = { type: 'user', id: userId } as const;
        for await (const { id } of all('path', (page) => dotfiles.list(ctx, owner, page))) {
          const { path, mode, content, createdAt } = await dotfiles.get(ctx, owner, id);
          yield { id, path, mode, content_base64: content.toString('base64'), created_at: createdAt };
        }
      },
    },
    {
      name: 'secrets',
      async *holdings(ctx, userId) {
        const owner = { type: 'user', id: userId } as const;
        for await (const secret of all('created_at', (page) =>
          secrets.list(ctx, owner, { deleted: true }, page),
        )) {
          const { id, kind, name, defaultFilename, state, expiresAt, deletedAt, labels, createdAt } = secret;
          const values = await secrets.listVersions(ctx, owner, id);
          yield {
            ...{ id, kind, name, default_filename: defaultFilename, state, labels },
            ...{ expires_at: expiresAt, deleted_at: deletedAt, created_at: createdAt },
            versions: values.map(({ version, size, createdBy, ...one }) => ({
              ...{ version, size, state: one.state, made_by_self: createdBy === userId },
              created_at: one.createdAt,
            })),
          };
        }
      },
    },
    {
      name: 'settings',
      async *holdings(ctx, userId) {
        const owner = { type: 'user', id: userId } as const;
        for await (const { name } of all('name', (page) => settings.list(ctx, owner, page))) {
          const { id, value, schema, locked, createdAt } = await settings.get(ctx, owner, name);
          yield { id, name, value, schema, locked, created_at: createdAt };
        }
      },
    },
    {
      name: 'secret_grants',
      async *holdings(ctx) {
        for await (const grant of all('created_at', (page) => grants.list(ctx, page))) {
          const { id, service, purpose, endpoint, secretIds, expiresAt, createdAt } = grant;
          yield {
            ...{ id, service, purpose, endpoint, secret_ids: secretIds },
            ...{ expires_at: expiresAt, created_at: createdAt },
          };
        }
      },
    },
    {
      name: 'access_changes',
      async *holdings(ctx, userId) {
        // What is about oneself is for everybody; the log as a whole is not.
        const asking = { ...ctx, actor: systemContext('export of a user').actor };
        const told = new Set<string>();
        for (const filter of [
          { subject: { type: 'user', id: userId } },
          { actor: { kind: 'user', id: userId } as const },
        ]) {
          for await (const change of all('seq', (page) => audit.listChanges(asking, filter, page))) {
            if (told.has(change.seq)) continue;
            told.add(change.seq);
            yield {
              ...{ seq: change.seq, op: change.op, object: change.object, relation: change.relation },
              about_self: change.subject.id === userId,
              done_by_self: change.actor.id === userId,
              created_at: change.createdAt,
            };
          }
        }
      },
    },
    ...heldInKeyPairs(database),
    ...heldInGroups(database),
    ...heldInProjects(database),
    ...heldInStorages(database),
    ...heldInStorageChecks(database),
    ...heldInStorageMounts(database),
    ...heldInConfig(database),
    ...heldInSlots(database),
    ...heldInQuotas(database),
    ...heldInMetering(database),
    ...heldInWebhooks(database),
    ...heldInEvents(database),
    ...heldInSchedules(database),
    ...heldInPipelines(database),
    ...heldInConfigBundles(database),
    {
      name: 'bootstrap_scripts',
      async *holdings(ctx, userId) {
        const script = await bootstrapScripts.find(ctx, { type: 'user', id: userId });
        if (script) yield { content_base64: script.content.toString('base64'), created_at: script.createdAt };
      },
    },
  ];
}

/** Every item of a list, page by page. */
async function* all<T>(by: string, list: (page: PageRequest) => Promise<Page<T>>): AsyncIterable<T> {
  let start: PageRequest['start'] = { page: 0 };
  for (;;) {
    const page: Page<T> = await list({ size: 100, sort: { by, descending: false }, start, count: false });
    yield* page.items;
    if (page.next === undefined) return;
    start = { cursor: page.next };
  }
}
