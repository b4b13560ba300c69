import { type Authorizer, createAuthorizer, createRelations, platformId } from '@ashlar/authz';
import { contextFor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import type { Events } from '@ashlar/events';
import { createRecordingEvents, type RecordingEvents } from '@ashlar/events/testing';
import {
  createDotfiles,
  createEffectiveConfigs,
  type Dotfiles,
  type EffectiveConfigs,
  groupConfigEntities,
  type OwnerRef,
} from '@ashlar/group-config';
import {
  createDomains,
  createGroups,
  createNamespaces,
  defaultDomainId,
  type Domains,
  groupEntities,
  type Groups,
} from '@ashlar/groups';
import { createRecordingJobs } from '@ashlar/message-queue/testing';
import { createProjects, type Project, projectEntities, type Projects } from '@ashlar/projects';
import { createStorages, type StorageOwner, storageEntities, type Storages } from '@ashlar/storage';
import { createTestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { createStorageMounts, storageMountEntities, type StorageMounts } from './index.js';

export const domainId = defaultDomainId;

export interface Person {
  readonly id: string;
  readonly ctx: OperationContext;
  /** Where projects of their own lie. */
  readonly home: string;
}

/** The bricks that mounts are between, composed as a base does it. */
export interface Bricks {
  readonly authorizer: Authorizer;
  readonly domains: Domains;
  readonly groups: Groups;
  readonly projects: Projects;
  readonly storages: Storages;
  readonly dotfiles: Dotfiles;
  readonly effectiveConfigs: EffectiveConfigs;
  readonly mounts: StorageMounts;
}

export interface World extends Bricks {
  readonly database: Database;
  /** The same on the database as the background jobs may use it. */
  readonly worker: Bricks & { readonly database: Database };
  readonly events: RecordingEvents;
  readonly admin: OperationContext;
  /** A new user with a home. */
  person(): Promise<Person>;
  /** A new project in the home of a person, or in a group. */
  project(by: Person, namespaceId?: string): Promise<Project>;
  /** A new storage; of the platform unless said. */
  storage(owner?: StorageOwner): Promise<string>;
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const entities = [
  ...storageMountEntities,
  ...storageEntities,
  ...groupEntities,
  ...projectEntities,
  ...groupConfigEntities,
];

function compose(database: Database, events: Events): Bricks {
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const domainOf = async (ctx: OperationContext, { type, id }: OwnerRef): Promise<string> => {
    const owned = type === 'group' || type === 'project';
    const found = owned ? (await (type === 'group' ? groups : projects).get(ctx, id)).domainId : domainId;
    await namespaces.assertActive(ctx, found);
    return found;
  };
  const mounts = createStorageMounts({
    ...{ database, authorizer, events },
    storages: () => storages,
    domainOf: (ctx, id) => domainOf(ctx, { type: 'project', id }),
    filesAround: async (ctx, projectId, path) =>
      (await effectiveConfigs.of(ctx, { projectId, mounts: [path] })).mountClashes.filter(
        ({ mount }) => mount === path,
      ),
  });
  const storages = createStorages({
    ...{ ...access, events, domainOf, jobs: createRecordingJobs() },
    dependants: [mounts.ofStorages],
  });
  const dotfiles = createDotfiles({ database, domainOf, mountsAround: mounts.pathsAround });
  const effectiveConfigs = createEffectiveConfigs({ database, mountsOf: mounts.pathsIn });
  const parts = [dotfiles.partOf('project'), storages.inOwners, mounts.inProjects];
  const projects = createProjects({ ...access, namespaces, parts });
  const contents = [projects.inGroups, dotfiles.partOf('group'), storages.inOwners];
  const groups = createGroups({ ...access, namespaces, contents });
  const domains = createDomains({ ...access, contents });
  return { authorizer, domains, groups, projects, storages, dotfiles, effectiveConfigs, mounts };
}

export async function openWorld(poolSize = 16): Promise<World> {
  const testDatabase = await createTestDatabase();
  const { database } = await openDatabase(testDatabase.urlFor('data'), entities, { poolSize });
  const { database: workers } = await openDatabase(testDatabase.urlFor('worker'), entities);
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await root.query(sql, [...values])).rows as readonly Row[];
  const events = createRecordingEvents();
  const bricks = compose(database, events);
  const relations = createRelations({ database });
  await database.transact(systemContext('spec'), (tx) =>
    relations.write(tx, {
      touch: (['group_creator', 'project_creator'] as const).map((relation) => ({
        ...{ object: { type: 'platform', id: platformId }, relation },
        subject: { type: 'user', id: '*' },
      })),
    }),
  );
  const namespaces = createNamespaces({ database, relations });
  const admin = contextFor({ kind: 'service', id: 'console', roles: ['admin'] });
  let count = 0;
  const name = (what: string): string => `${what}-${(count += 1)}`;
  return {
    ...bricks,
    ...{ database, events, admin, query },
    worker: { ...compose(workers, events), database: workers },
    async person() {
      const id = newId();
      const username = name('user');
      await query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
        ...[id, 'https://id.example.org', username],
      ]);
      const ctx = contextFor({ kind: 'user', id, roles: ['member'] });
      return { id, ctx, home: (await namespaces.ensureHome(ctx, id, username)).id };
    },
    project: (by, namespaceId = by.home) =>
      bricks.projects.create(by.ctx, { place: { namespaceId }, name: name('project') }),
    async storage(owner) {
      const made = await bricks.storages.create(admin, {
        name: name('storage'),
        ...(owner && { owner }),
        config: {
          ...{ type: 's3', provider: 'Other', endpoint: 'https://s3.example.org', bucket: 'results' },
          ...{ addressing: 'auto', tlsVerify: true, auth: 'keys', requesterPays: false },
        },
        enabled: true,
      });
      return made.id;
    },
    async close() {
      await root.end();
      await database.close();
      await workers.close();
      await testDatabase.drop();
    },
  };
}

/** How it ended: `done`, or the code of the error. */
export function code(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

/** How many ended how. */
export function tally(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of codes) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
}
