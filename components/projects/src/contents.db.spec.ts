import { newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { createGroups, type ContentsOfGroups, type Groups } from '@ashlar/groups';
import { eventually } from '@ashlar/test-postgres';
import { createProjects, type Projects } from './index.js';
import { type Caller, openWorld, type World } from './world.fixture.js';

let world: World;
let owner: Caller;
let projects: Projects;
let groups: Groups;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user('ada');
  await world.query('create table public.notes (id uuid, place_id uuid)');
  await world.query('grant all on public.notes to public');
  const run = (ctx: OperationContext, sql: string, ids: readonly string[]): Promise<{ id: string }[]> =>
    managerFor(ctx, world.database).query(sql, [ids]);
  /** What another brick keeps in projects and groups. */
  const notes: ContentsOfGroups = {
    kind: 'notes',
    idsIn: async (ctx, ids) =>
      (await run(ctx, 'select id from public.notes where place_id = any($1)', ids)).map(({ id }) => id),
    async remove(tx, ids) {
      await run(tx, 'delete from public.notes where id = any($1)', ids);
    },
  };
  projects = createProjects({ ...world, parts: [notes] });
  groups = createGroups({ ...world, contents: [projects.inGroups, notes] });
}, 60_000);
afterAll(() => world.close());

/** Somebody waits for somebody else to be done. */
const waiting = () =>
  eventually(async () => {
    const rows = await world.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rows.length > 0;
  });

const note = async (tx: TransactionContext, placeId: string): Promise<void> => {
  await managerFor(tx, world.database).query('insert into public.notes (id, place_id) values ($1, $2)', [
    newId(),
    placeId,
  ]);
};

describe.each(['project', 'group'] as const)('what is put into a %s that is being deleted', (type) => {
  let id: string;
  const of = (): Projects | Groups => (type === 'project' ? projects : groups);

  beforeEach(async () => {
    const slug = `${type}-${newId()}`;
    ({ id } = await (type === 'project'
      ? projects.create(owner.ctx, { place: { namespaceId: owner.home }, slug, name: slug })
      : groups.create(owner.ctx, {
          parentId: '00000000-0000-7000-8000-000000000001',
          ...{ slug, name: slug },
        })));
  });

  const notesLeft = () => world.query('select id from public.notes where place_id = $1', [id]);

  it('is seen by the deletion, which waits for it and refuses what nobody was told of', async () => {
    let putIn = (): void => undefined;
    const held = new Promise<void>((resolve) => (putIn = resolve));
    let isHeld = (): void => undefined;
    const holding = new Promise<void>((resolve) => (isHeld = resolve));
    const creation = world.database.transact(owner.ctx, async (tx) => {
      await of().domainOf(tx, id);
      isHeld();
      await held;
      await note(tx, id);
    });
    await holding;
    const deletion = of().delete(owner.ctx, id, 'any', undefined);
    const refused = expect(deletion).rejects.toMatchObject({ code: 'DELETION_UNCONFIRMED' });
    await waiting();
    putIn();
    await creation;
    await refused;
    expect(await notesLeft()).toHaveLength(1);
    const { fingerprint } = await of().previewDeletion(owner.ctx, id);
    await of().delete(owner.ctx, id, 'any', fingerprint);
    expect(await notesLeft()).toEqual([]);
  });

  it('finds nothing to be put into when the deletion was first', async () => {
    let creation: Promise<void> | undefined;
    let refused: Promise<void> | undefined;
    await world.database.transact(owner.ctx, async (tx) => {
      await of().delete(tx, id, 'any', undefined);
      creation = world.database.transact(owner.ctx, async (other) => {
        await of().domainOf(other, id);
        await note(other, id);
      });
      refused = expect(creation).rejects.toMatchObject({ definition: { kind: 'not-found' } });
      await waiting();
    });
    await refused;
    expect(await notesLeft()).toEqual([]);
  });
});
