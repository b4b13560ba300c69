import {
  type Authorizer,
  createAuthorizer,
  createRelations,
  type ObjectRef,
  type Relations,
} from '@ashlar/authz';
import {
  type Actor,
  anonymous,
  contextFor,
  type Database,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import {
  createDomains,
  createGroups,
  createInvitationTokens,
  createNamespaces,
  createPlatform,
  type Domains,
  groupEntities,
  type Groups,
  type Namespaces,
  type Platform,
} from '@ashlar/groups';
import {
  domainRoutes,
  groupInvitationRoutes,
  groupRoutes,
  invitationRoutes,
  namespaceRoutes,
  platformRoutes,
} from '@ashlar/groups/http';
import { createIdempotency, type HttpServer, type Route } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import { createRecordingEvents, type RecordingEvents } from '@ashlar/events/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { projectInvitationRoutes, projectRoutes } from './http/index.js';
import { createProjects, projectEntities, type Projects } from './index.js';

export interface Caller {
  readonly id: string;
  readonly ctx: OperationContext;
  /** The namespace of the user. */
  readonly home: string;
}

/** Everything of domains, groups and projects on a database of its own, with real permissions. */
export interface World {
  readonly testDatabase: TestDatabase;
  readonly database: Database;
  readonly authorizer: Authorizer;
  readonly relations: Relations;
  readonly namespaces: Namespaces;
  readonly domains: Domains;
  readonly groups: Groups;
  readonly projects: Projects;
  readonly platform: Platform;
  /** What was told of things that went. */
  readonly events: RecordingEvents;
  readonly routes: readonly Route[];
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** What the permission engine holds of an object: `owner user:1`, sorted. */
  facts(of: ObjectRef): Promise<readonly string[]>;
  /** A new user with a home, whose access token is the name. */
  user(name: string, roles?: readonly string[]): Promise<Caller>;
  /** From now on this token is refused. */
  disable(name: string): void;
  /** Over HTTP, with the token of this name; null sends none. The server starts with the first call. */
  as(name: string | null): Promise<HttpClient>;
  close(): Promise<void>;
}

export const system = systemContext('projects spec');
export const add = { expected: 'any', mustNotExist: false } as const;

export async function openWorld(): Promise<World> {
  const testDatabase = await createTestDatabase();
  const { database, logger, metrics } = await openDatabase(testDatabase.urlFor('data'), [
    ...groupEntities,
    ...projectEntities,
  ]);
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const access = {
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
  };
  const inviting = { tokens: createInvitationTokens(randomBytes(32).toString('base64')) };
  const namespaces = createNamespaces(access);
  const events = createRecordingEvents();
  const projects = createProjects({ ...access, namespaces, parts: [], events, inviting });
  const contents = [projects.inGroups];
  const groups = createGroups({ ...access, namespaces, contents, events, inviting });
  const domains = createDomains({ ...access, contents, events });
  const platform = createPlatform(access);
  const everyone = { who: 'everyone', userIds: [] } as const;
  await platform.replaceAuthorizationConfig(system, 'any', {
    ...{ groupCreators: everyone, projectCreators: everyone },
  });
  const actors = new Map<string, Actor>();
  if (!groups.invitations || !projects.invitations) throw new Error('nobody can be invited');
  const invitations = [groups.invitations, projects.invitations];
  const routes = [
    ...domainRoutes({ domains, ...access }),
    ...groupRoutes({ groups, ...access }),
    ...namespaceRoutes({ namespaces, ...access }),
    ...projectRoutes({ projects, ...access }),
    ...platformRoutes({ platform }),
    ...groupInvitationRoutes({ invitations: groups.invitations }),
    ...projectInvitationRoutes({ invitations: projects.invitations }),
    ...invitationRoutes({ invitations }),
  ];
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await root.query(sql, [...values])).rows as readonly Row[];

  let server: Promise<HttpServer> | undefined;
  const serve = async (): Promise<HttpServer> =>
    (server ??= startSpecServer({
      ...{ logger, metrics, routes, authorizer: access.authorizer },
      idempotency: createIdempotency({ database }),
      authenticator: {
        async authenticate(authorization) {
          if (authorization === undefined) return anonymous;
          const actor = actors.get(authorization.replace('Bearer ', ''));
          if (!actor) throw new Unauthenticated('No such caller');
          return actor;
        },
      },
    }));

  return {
    ...{ testDatabase, ...access, namespaces, domains, groups, projects, platform, events, routes, query },
    async facts(of) {
      const tuples = await access.relations.ofObject(system, of);
      return tuples
        .map(
          ({ relation, subject: { type, id, relation: userset } }) =>
            `${relation} ${type}:${id}${userset === undefined ? '' : `#${userset}`}`,
        )
        .sort();
    },
    async user(name, roles = ['member']) {
      const id = newId();
      await query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
        ...[id, 'https://id.example.org', name],
      ]);
      const actor: Actor = { kind: 'user', id, roles };
      actors.set(name, actor);
      const ctx = contextFor(actor);
      return { id, ctx, home: (await namespaces.ensureHome(ctx, id, name)).id };
    },
    disable: (name) => void actors.delete(name),
    as: async (name) => createHttpClient(`http://127.0.0.1:${(await serve()).port}`, name),
    async close() {
      await (await server)?.stop();
      await root.end();
      await database.close();
      await testDatabase.drop();
    },
  };
}
