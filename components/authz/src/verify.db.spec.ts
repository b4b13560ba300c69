import { newId, systemContext } from '@ashlar/database';
import { createRelations, platformId, type Tuple, type VerifiedTable, verifyRelations } from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';

const ctx = systemContext('spec');
const ids = (count: number): readonly string[] => Array.from({ length: count }, newId).sort();
/** Made by a migration. */
const first = '00000000-0000-7000-8000-000000000001';
const domain = newId();
const groups = ids(3);
const projects = ids(2_500);
const users = ids(5);

/** Rows as their brick would list them. */
const table = (type: string, rows: readonly string[]): VerifiedTable => ({
  type,
  idsAfter: async (_ctx, after, limit) =>
    rows.filter((id) => after === undefined || id > after).slice(0, limit),
});
const at = (list: readonly string[], index: number): string => list[index] ?? '';
const lies = (type: string, id: string, parent: Tuple['subject']): Tuple => ({
  object: { type, id },
  relation: 'parent',
  subject: parent,
});

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
  const relations = createRelations({ database: fixture.database });
  const touch: Tuple[] = [
    lies('domain', domain, { type: 'platform', id: platformId }),
    ...groups.map((id) => lies('group', id, { type: 'domain', id: domain })),
    ...projects.map((id, index) => lies('project', id, { type: 'group', id: at(groups, index % 3) })),
    ...projects.flatMap((id, index): Tuple[] => [
      {
        object: { type: 'project', id },
        relation: 'owner',
        subject: { type: 'user', id: at(users, index % 5) },
      },
      { object: { type: 'project', id }, relation: 'public', subject: { type: 'user', id: '*' } },
    ]),
  ];
  await fixture.database.transact(ctx, (tx) => relations.write(tx, { touch }));
});
afterAll(() => fixture.close());

const verify = (
  rows: {
    readonly groups?: readonly string[];
    readonly projects?: readonly string[];
    readonly users?: readonly string[];
  },
  limit?: number,
) =>
  verifyRelations(
    ctx,
    {
      database: fixture.database,
      tables: [
        table('domain', [first, domain]),
        table('group', rows.groups ?? groups),
        table('project', rows.projects ?? projects),
        table('user', rows.users ?? users),
      ],
    },
    limit === undefined ? {} : { limit },
  );

describe('rows and tuples', () => {
  it('agree, over as many batches as it takes', async () => {
    expect(await verify({})).toEqual({ differences: [], complete: true, rows: 2_510, objects: 2_505 });
  });

  it('differ where tuples are left of what is gone', async () => {
    const gone = at(projects, 1_700);
    const { differences } = await verify({ projects: projects.filter((id) => id !== gone) });
    expect(differences).toEqual([{ kind: 'orphan', object: { type: 'project', id: gone } }]);
  });

  it('differ where a row lies in nothing', async () => {
    const [homeless] = ids(1);
    const { differences } = await verify({ projects: [...projects, homeless ?? ''].sort() });
    expect(differences).toEqual([{ kind: 'homeless', object: { type: 'project', id: homeless } }]);
  });

  it('differ where tuples name somebody who is gone', async () => {
    const gone = at(users, 2);
    const { differences, complete } = await verify({ users: users.filter((id) => id !== gone) }, 1_000);
    expect(complete).toBe(true);
    expect(differences).toHaveLength(500);
    expect(differences[0]).toEqual({
      kind: 'dangling',
      object: { type: 'project', id: at(projects, 2) },
      subject: { type: 'user', id: gone },
    });
  });

  it('are reported up to a number, and that there is more', async () => {
    const { differences, complete } = await verify({ projects: projects.slice(100) }, 7);
    expect(complete).toBe(false);
    expect(differences.map(({ object }) => object.id)).toEqual(projects.slice(0, 7));
  });

  it('are only compared for types of the model', async () => {
    const tables = [table('lamp', [])];
    await expect(verifyRelations(ctx, { database: fixture.database, tables })).rejects.toThrow('has no code');
  });
});
