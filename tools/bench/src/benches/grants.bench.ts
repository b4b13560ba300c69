import { createAuthorizer, createRelations, type Relations } from '@ashlar/authz';
import { contextFor, newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import {
  createGroups,
  createNamespaces,
  createPlatform,
  defaultDomainId,
  groupEntities,
  tellOfRelations,
} from '@ashlar/groups';
import { createProjects, projectEntities, type Projects, tellOfProjects } from '@ashlar/projects';
import { migrate } from '@ashlar/schema';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Bench, FunctionSubject } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const connections = 8;

/** What grants cost those who write: projects made at the brick's door, with their tuples and without. */
export const grants: Bench = {
  name: 'grants',
  summary:
    'Making projects, with the tuples, the audit log and the event of their grants, and with none of it.',
  async prepare({ seconds = '10' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-grants-'));
    const server = await startPostgres({ dataDir: scratch, settings: { shared_buffers: '512MB' } });
    await migrate({ url: server.url });
    const { database } = await openDatabase(server.url, [...groupEntities, ...projectEntities], {
      poolSize: connections,
    });
    const events = createEvents({ database, service: 'bench' });
    const authorizer = createAuthorizer({ database });
    const relations = tellOfRelations({ relations: createRelations({ database }), events });
    const access = { database, authorizer, relations };
    const namespaces = createNamespaces(access);

    const owner = newId();
    const pool = new pg.Pool({ connectionString: server.url, max: 1 });
    await pool.query(
      `insert into users.users (id, issuer, subject, username) values ($1, 'bench', 'owner', 'owner')`,
      [owner],
    );
    const ctx = contextFor({ kind: 'user', id: owner, roles: ['member'] });
    await namespaces.ensureHome(ctx, owner, 'owner');
    const everyone = { who: 'everyone', userIds: [] } as const;
    await createPlatform(access).replaceAuthorizationConfig(systemContext('bench'), 'any', {
      ...{ groupCreators: everyone, projectCreators: everyone },
    });
    const groups = createGroups({ ...access, namespaces, contents: [], events });
    const group = await groups.create(ctx, { parentId: defaultDomainId, name: 'Bench', slug: 'bench' });

    const projectsWith = (given: Relations): Projects =>
      tellOfProjects(createProjects({ ...access, relations: given, namespaces, parts: [], events }), {
        database,
        events,
      });
    const make = (name: string, projects: Projects): FunctionSubject => ({
      kind: 'function',
      name,
      async run() {
        const slug = newId();
        await projects.create(ctx, { place: { namespaceId: group.id }, name: slug, slug });
      },
    });
    return {
      reference: 'make a project, without grants',
      load: { seconds: Number(seconds), warmUpSeconds: 2 },
      rounds: 5,
      facts: { ...(await describePostgres(server.url)), connections: String(connections) },
      subjects: [
        make('make a project, without grants', projectsWith(grantingNothing(relations))),
        make('make a project', projectsWith(relations)),
      ],
      async cleanUp() {
        await pool.end();
        await database.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};

function grantingNothing(relations: Relations): Relations {
  const nothing = () => Promise.resolve({ touched: 0, deleted: 0 });
  return { ...relations, write: nothing, replaceObject: nothing, deleteObject: nothing };
}
