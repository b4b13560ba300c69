import {
  type Authorizer,
  createAuthorizer,
  createRelations,
  type ObjectRef,
  platformId,
  type Tuple,
} from '@ashlar/authz';
import {
  type Actor,
  contextFor,
  type Database,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import type { Events } from '@ashlar/events';
import { createTestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  createDomains,
  createGroups,
  createInvitationTokens,
  createNamespaces,
  type ContentsOfGroups,
  type Domains,
  groupEntities,
  type Groups,
  type InvitingDeps,
  type Namespaces,
} from './index.js';

export interface Fixture {
  readonly database: Database;
  readonly authorizer: Authorizer;
  readonly domains: Domains;
  readonly namespaces: Namespaces;
  readonly groups: Groups;
  /** What the permission engine holds of an object: `group:1#owner@group:2#member`, sorted. */
  facts(of: ObjectRef): Promise<readonly string[]>;
  /** How many facts there are that name this id, as object or subject. */
  mentions(id: string): Promise<number>;
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same database as the background jobs may use it; whoever asks closes it. */
  worker(): Promise<Database>;
  /** A new user with a home. */
  user(name?: string): Promise<Caller>;
  close(): Promise<void>;
}

export interface Caller {
  readonly id: string;
  readonly ctx: OperationContext;
}

export const system = systemContext('groups spec');

export interface FixtureOptions {
  readonly contents?: readonly ContentsOfGroups[];
  readonly inviterMayAct?: InvitingDeps['inviterMayAct'];
  readonly events?: Events;
}

/** Everything of this brick on a database of its own, with real permissions. Every member may make groups. */
export async function openFixture({
  contents = [],
  inviterMayAct,
  events,
}: FixtureOptions = {}): Promise<Fixture> {
  const testDatabase = await createTestDatabase();
  const { database } = await openDatabase(testDatabase.urlFor('data'), groupEntities);
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const namespaces = createNamespaces({ database, relations });
  const everyMember: Tuple = {
    object: { type: 'platform', id: platformId },
    relation: 'group_creator',
    subject: { type: 'user', id: '*' },
  };
  await database.transact(system, (tx) => relations.write(tx, { touch: [everyMember] }));
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await root.query(sql, [...values])).rows as readonly Row[];

  return {
    database,
    authorizer,
    domains: createDomains({ database, authorizer, relations, events }),
    namespaces,
    groups: createGroups({
      ...{ database, authorizer, relations, namespaces, contents, events },
      inviting: { tokens: createInvitationTokens(newKey()), ...(inviterMayAct && { inviterMayAct }) },
    }),
    worker: async () => (await openDatabase(testDatabase.urlFor('worker'), groupEntities)).database,
    facts: async (of) => (await relations.ofObject(system, of)).map(textOf).sort(),
    async mentions(id) {
      const sql = 'select 1 from authz.rel where resource_id = $1 or subject_id = $1';
      return (await query(sql, [id])).length;
    },
    query,
    async user(name = `user-${newId().slice(-12)}`) {
      const id = newId();
      await query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
        id,
        'https://id.example.org',
        name,
      ]);
      const actor: Actor = { kind: 'user', id, roles: ['member'] };
      const ctx = contextFor(actor);
      await namespaces.ensureHome(ctx, id, name);
      return { id, ctx };
    },
    async close() {
      await root.end();
      await database.close();
      await testDatabase.drop();
    },
  };
}

/** A key for the links of invitations. */
export function newKey(): string {
  return randomBytes(32).toString('base64');
}

/** A fact as people write it. */
export function textOf({ object, relation, subject }: Tuple): string {
  const userset = subject.relation === undefined ? '' : `#${subject.relation}`;
  return `${object.type}:${object.id}#${relation}@${subject.type}:${subject.id}${userset}`;
}
