import { createAuthorizer, createRelations, platformId } from '@ashlar/authz';
import { anonymous, contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainAdmin, fill, fullSize, halfViewer, idOf, memberOfGroups, stranger } from '../authz/graph.js';
import type { Bench } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const settings = { shared_buffers: '1GB', max_wal_size: '8GB', maintenance_work_mem: '512MB' };

/**
 * Checks at the brick's door over 7 million tuples. `--url URL` uses a database that is (or gets) filled and stays,
 * `--projects N` a smaller platform, `--callers N` another number than 8.
 */
export const authz: Bench = {
  name: 'authz',
  summary: 'Permission checks, single and in bulk, and grants, over 7 million tuples.',
  async prepare({ url: given, projects, callers = '8' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-authz-'));
    const server = given === undefined ? await startPostgres({ dataDir: scratch, settings }) : undefined;
    const url = given ?? server?.url ?? '';
    const part = projects === undefined ? 1 : Number(projects) / fullSize.projects;
    const size = {
      projects: Math.round(fullSize.projects * part),
      users: Math.round(fullSize.users * part),
      groups: Math.round(fullSize.groups * part),
    };
    const tuples = await fill(url, size);
    const { database } = await openDatabase(url, [], { statementTimeoutMs: 60_000 });
    const authorizer = createAuthorizer({ database });
    const relations = createRelations({ database });
    const any = (limit: number): number => 1 + Math.floor(Math.random() * limit);
    const project = (): string => idOf('project', any(size.projects));
    const as = (id: string, ...roles: string[]): OperationContext => contextFor({ kind: 'user', id, roles });
    const user = (): OperationContext => as(idOf('user', any(size.users)), 'member');
    const check = (name: string, who: () => OperationContext, permission = 'project.read') => ({
      kind: 'function' as const,
      name,
      run: () => authorizer.check(who(), permission, project()),
    });
    return {
      reference: 'check, anybody',
      load: { callers: Number(callers), seconds: 5, warmUpSeconds: 2 },
      facts: { ...(await describePostgres(url)), tuples: String(tuples), connections: '8' },
      subjects: [
        check('check, anybody', user),
        check('check, administrator', () => as(stranger, 'admin')),
        check('check, administrator of the domain', () => as(domainAdmin)),
        check('check, sees half', () => as(halfViewer)),
        check('check, in 40 groups', () => as(memberOfGroups.id)),
        check('check, belongs nowhere', () => as(stranger), 'project.update'),
        check('check, anonymous', () => contextFor(anonymous)),
        {
          kind: 'function',
          name: 'bulk of 100',
          run: () => authorizer.checkMany(user(), 'project.read', Array.from({ length: 100 }, project)),
        },
        {
          kind: 'function',
          name: 'grant of 3 tuples',
          run: () =>
            database.transact(systemContext('bench'), (tx) => {
              const object = { type: 'storage', id: newId() };
              const owner = { type: 'platform', id: platformId };
              const everybody = (type: string) => ({
                object,
                relation: 'public',
                subject: { type, id: '*' },
              });
              const parent = { object, relation: 'parent', subject: owner };
              return relations.write(tx, { touch: [parent, everybody('user'), everybody('service')] });
            }),
        },
      ],
      async cleanUp() {
        await database.close();
        await server?.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};
