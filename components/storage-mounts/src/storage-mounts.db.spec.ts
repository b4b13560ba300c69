import type { PageRequest } from '@ashlar/database';
import { newId } from '@ashlar/database';
import type { Project } from '@ashlar/projects';
import { heldInStorageMounts, mostMounts, type StorageMount } from './index.js';
import { code, openWorld, type Person, tally, type World } from './world.fixture.js';

let world: World;
let owner: Person;
let stranger: Person;
let project: Project;
let shared: string;

const byPath: PageRequest = {
  ...{ size: 20, count: true, start: { page: 0 } },
  sort: { by: 'path', descending: false },
};

beforeAll(async () => {
  world = await openWorld();
  [owner, stranger] = [await world.person(), await world.person()];
  [project, shared] = [await world.project(owner), await world.storage()];
}, 60_000);
afterAll(() => world.close());

const mount = (
  path: string,
  more: { by?: Person; of?: Project; storageId?: string; readOnly?: boolean } = {},
) => {
  const { by = owner, of = project, storageId = shared, readOnly = true } = more;
  return world.mounts.create(by.ctx, of.id, { storageId, path, readOnly });
};
const put = { expected: 'any', mustNotExist: false } as const;
const join = (id: string, person: Person) =>
  world.domains.members.put(world.admin, id, { kind: 'user', id: person.id, role: 'member' }, put);
const letIn = (person: Person, role: 'viewer' | 'editor', { id }: Project) =>
  world.projects.members.put(owner.ctx, id, { kind: 'user', id: person.id, role }, put);
const told = (id: string): readonly string[] =>
  world.events
    .recorded()
    .filter(({ aggregateId }) => aggregateId === id)
    .map(({ type }) => type);

describe('a storage mount', () => {
  it('is made, listed, changed and removed, and is told of each time', async () => {
    const of = await world.project(owner);
    const made = await mount('./data//results', { of });
    expect(made).toMatchObject({
      ...{ projectId: of.id, storageId: shared, path: 'data/results', readOnly: true, version: 1 },
      ...{ domainId: of.domainId, createdBy: owner.id },
    });
    await mount('archive', { of, readOnly: false });
    const { items, total } = await world.mounts.list(owner.ctx, of.id, byPath);
    expect(items.map(({ path, readOnly }) => [path, readOnly])).toEqual([
      ['archive', false],
      ['data/results', true],
    ]);
    expect(total).toEqual({ count: 2, exact: true });
    const changed = await world.mounts.update(owner.ctx, of.id, made.id, [1], { path: 'data' });
    expect(changed).toMatchObject({ path: 'data', readOnly: true, version: 2 });
    const stale = world.mounts.update(owner.ctx, of.id, made.id, [1], { path: 'other' });
    await expect(stale).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', details: { version: 2 } });
    expect(await code(world.mounts.delete(owner.ctx, of.id, made.id, [1]))).toBe('PRECONDITION_FAILED');
    await world.mounts.delete(owner.ctx, of.id, made.id, [2]);
    expect(await code(world.mounts.get(owner.ctx, of.id, made.id))).toBe('STORAGE_MOUNT_NOT_FOUND');
    expect(await code(world.mounts.delete(owner.ctx, of.id, made.id, 'any'))).toBe('STORAGE_MOUNT_NOT_FOUND');
    expect(told(made.id)).toEqual([
      ...['storage-mount.created', 'storage-mount.updated', 'storage-mount.deleted'],
    ]);
  });

  it('is of its project alone', async () => {
    const { id } = await mount('of-project');
    const other = await world.project(owner);
    for (const attempt of [
      world.mounts.get(owner.ctx, other.id, id),
      world.mounts.update(owner.ctx, other.id, id, 'any', { readOnly: false }),
      world.mounts.delete(owner.ctx, other.id, id, 'any'),
    ]) {
      expect(await code(attempt)).toBe('STORAGE_MOUNT_NOT_FOUND');
    }
    expect(await code(mount('nowhere', { of: { ...project, id: newId() } }))).toMatch(/NOT_FOUND$/);
  });

  it('has a path as dotfiles have them, of which no other is a folder', async () => {
    for (const path of ['/data', '../data', 'data/', '.ssh/keys', '']) {
      expect([path, await code(mount(path))]).toEqual([path, 'DOTFILE_PATH_REFUSED']);
    }
    const { id } = await mount('deep/er');
    expect(await code(mount('deep/./er'))).toBe('STORAGE_MOUNT_PATH_TAKEN');
    for (const path of ['deep', 'deep/er/still']) {
      await expect(mount(path)).rejects.toMatchObject({
        code: 'STORAGE_MOUNT_PATH_CLASH',
        details: { path, clashes: ['deep/er'] },
      });
    }
    const next = await mount('deep/er0');
    const move = (path: string) => code(world.mounts.update(owner.ctx, project.id, next.id, 'any', { path }));
    expect(await move('deep/er')).toBe('STORAGE_MOUNT_PATH_TAKEN');
    expect(await move('deep/er/x')).toBe('STORAGE_MOUNT_PATH_CLASH');
    // Not with itself.
    expect(await move('deep/er0/x')).toBe('done');
    await world.mounts.delete(owner.ctx, project.id, id, 'any');
    expect(await move('deep')).toBe('done');
  });

  it('is of a storage that whoever makes it may read, and that takes new use', async () => {
    const theirs = await world.project(stranger);
    const private_ = await world.storage({ type: 'project', id: theirs.id });
    expect(await code(mount('theirs', { storageId: private_ }))).toBe('STORAGE_NOT_FOUND');
    expect(await code(mount('theirs', { storageId: newId() }))).toBe('STORAGE_NOT_FOUND');
    expect(await code(mount('mine', { by: stranger, of: theirs, storageId: private_ }))).toBe('done');
    const disabled = await world.storage();
    await world.storages.update(world.admin, disabled, 'any', { enabled: false });
    expect(await code(mount('disabled', { storageId: disabled }))).toBe('STORAGE_DISABLED');
  });

  it('is made writable by those alone who may read the storage', async () => {
    const team = await world.project(owner);
    const storageId = await world.storage({ type: 'project', id: (await world.project(owner)).id });
    const made = await mount('in', { of: team, storageId });
    await letIn(stranger, 'editor', team);
    const change = (by: Person, readOnly: boolean) =>
      code(world.mounts.update(by.ctx, team.id, made.id, 'any', { readOnly }));
    expect(await change(stranger, false)).toBe('STORAGE_NOT_FOUND');
    expect(await code(world.mounts.update(stranger.ctx, team.id, made.id, 'any', { path: 'on' }))).toBe(
      'done',
    );
    expect([await change(owner, false), await change(stranger, false)]).toEqual(['done', 'done']);
    expect([await change(stranger, true), await change(stranger, false)]).toEqual([
      'done',
      'STORAGE_NOT_FOUND',
    ]);
  });

  it('is not of a storage of another domain, unless that is of the platform', async () => {
    const domain = await world.domains.create(world.admin, { slug: 'other', name: 'Other' });
    await join(domain.id, owner);
    const abroad = await world.groups.create(owner.ctx, {
      parentId: domain.id,
      slug: 'abroad',
      name: 'Abroad',
    });
    const storageId = await world.storage({ type: 'group', id: abroad.id });
    expect((await world.storages.get(owner.ctx, storageId)).domainId).toBe(domain.id);
    expect(await code(mount('abroad', { storageId }))).toBe('STORAGE_OF_ANOTHER_DOMAIN');
    const there = await world.project(owner, abroad.id);
    expect(await code(mount('abroad', { storageId, of: there }))).toBe('done');
    expect(await code(mount('platform', { of: there }))).toBe('done');
  });

  it('stays as it is while its domain is suspended', async () => {
    const domain = await world.domains.create(world.admin, { slug: 'ice', name: 'Ice' });
    await join(domain.id, owner);
    const group = await world.groups.create(owner.ctx, { parentId: domain.id, slug: 'ice', name: 'Ice' });
    const frozen = await world.projects.create(world.admin, {
      place: { namespaceId: group.id },
      name: 'Ice',
    });
    const input = { storageId: shared, path: 'data', readOnly: true };
    const { id } = await world.mounts.create(world.admin, frozen.id, input);
    await world.domains.update(world.admin, domain.id, 'any', { suspended: true });
    for (const attempt of [
      world.mounts.create(world.admin, frozen.id, { ...input, path: 'more' }),
      world.mounts.update(world.admin, frozen.id, id, 'any', { readOnly: false }),
      world.mounts.delete(world.admin, frozen.id, id, 'any'),
    ]) {
      expect(await code(attempt)).toBe('DOMAIN_SUSPENDED');
    }
    expect(await world.mounts.get(world.admin, frozen.id, id)).toMatchObject({ version: 1, readOnly: true });
  });

  it('is in the export of who made it', async () => {
    const person = await world.person();
    const own = await world.project(person);
    const { id } = await mount('mine', { by: person, of: own });
    const [held] = heldInStorageMounts(world.database);
    const found: object[] = [];
    for await (const row of held?.holdings(person.ctx, person.id) ?? []) found.push(row);
    expect(found).toEqual([
      expect.objectContaining({ id, project_id: own.id, storage_id: shared, path: 'mine', read_only: true }),
    ]);
  });
});

describe('64 at the same time', () => {
  const all = <T>(work: (index: number) => Promise<T>): Promise<readonly T[]> =>
    Promise.all(Array.from({ length: 64 }, (_, index) => work(index)));

  it('make one mount at one path', async () => {
    const of = await world.project(owner);
    expect(tally(await all(() => code(mount('here', { of }))))).toEqual({
      ...{ done: 1, STORAGE_MOUNT_PATH_TAKEN: 63 },
    });
  }, 60_000);

  it('make no two that lie in one another', async () => {
    const of = await world.project(owner);
    const codes = await all((index) => code(mount(index % 2 ? 'a' : `a/${index}`, { of })));
    const { items } = await world.mounts.list(owner.ctx, of.id, { ...byPath, size: 100 });
    const paths = items.map(({ path }) => path);
    expect(codes.filter((one) => one === 'done')).toHaveLength(paths.length);
    expect(paths.includes('a') ? paths : ['a']).toEqual(['a']);
    expect(new Set(codes)).not.toContain('CONFLICT');
  }, 60_000);

  it('make no more than a project can have', async () => {
    const of = await world.project(owner);
    const before = mostMounts - 10;
    await world.query(
      `insert into storage_mounts.mounts (id, project_id, domain_id, storage_id, path, read_only)
       select gen_random_uuid(), $1, $2, $3, 'there/' || n, true from generate_series(1, $4::integer) n`,
      [of.id, of.domainId, shared, before],
    );
    expect(tally(await all((index) => code(mount(`new/${index}`, { of }))))).toEqual({
      ...{ done: 10, STORAGE_MOUNTS_TOO_MANY: 54 },
    });
  }, 60_000);

  it('mount a storage or delete it, and never both', async () => {
    const projects: Project[] = [];
    for (let index = 0; index < 4; index += 1) projects.push(await world.project(owner));
    for (let round = 0; round < 6; round += 1) {
      const storageId = await world.storage();
      const codes = await all((index) => {
        // Whoever is first decides what becomes of the others.
        if ((index + round) % 2 === 0) return code(world.storages.delete(world.admin, storageId, 'any'));
        return code(mount(`race-${round}-${index}`, { storageId, of: projects[index % 4] ?? project }));
      });
      const mounts = await world.query('select from storage_mounts.mounts where storage_id = $1', [
        storageId,
      ]);
      const isThere =
        (await world.query('select from storage.storages where id = $1', [storageId])).length === 1;
      const counts = tally(codes);
      expect([round, isThere ? mounts.length > 0 : mounts.length]).toEqual([round, isThere ? true : 0]);
      expect(counts).toEqual(isThere ? { done: 32, STORAGE_IN_USE: 32 } : { done: 1, STORAGE_NOT_FOUND: 63 });
    }
  }, 120_000);
});

describe('a storage that is mounted', () => {
  it('goes by force with all that is mounted at that moment, whoever mounts it at the same time', async () => {
    const [of, storageId] = [await world.project(owner), await world.storage()];
    await mount('first', { of, storageId });
    const force = async (): Promise<void> => {
      const { token } = await world.storages.dependencies(world.admin, storageId);
      await world.storages.delete(world.admin, storageId, 'any', { token });
    };
    const codes = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        index % 2 ? code(force()) : code(mount(`at-once/${index}`, { of, storageId })),
      ),
    );
    const forced = tally(codes.filter((_, index) => index % 2));
    expect(forced['done'] ?? 0).toBeLessThanOrEqual(1);
    // Where others came between each time, one more try has nobody beside it.
    if (!forced['done']) await force();
    expect(await world.mounts.pathsIn(owner.ctx, of.id)).toEqual([]);
    const made = codes.filter((one, index) => index % 2 === 0 && one === 'done').length + 1;
    const events = world.events
      .recorded()
      .filter(({ data }) => (data as { storage_id: string }).storage_id === storageId)
      .map(({ type }) => type);
    expect(tally(events)).toMatchObject({
      ...{ 'storage-mount.created': made, 'storage-mount.deleted': made, 'storage.deleted': 1 },
    });
    const known = ['done', 'STORAGE_NOT_FOUND', 'PRECONDITION_FAILED'];
    expect(codes.filter((one) => !known.includes(one))).toEqual([]);
  }, 60_000);

  it('says by whom, and shows to each what they may see', async () => {
    const storageId = await world.storage();
    const mine = await mount('one', { storageId });
    const theirs = await world.project(stranger);
    await mount('two', { storageId, by: stranger, of: theirs });
    const seenBy = async ({ ctx }: Person) => (await world.storages.dependencies(ctx, storageId)).dependants;
    expect(await seenBy(owner)).toEqual([
      {
        ...{ kind: 'storage mounts', count: 2 },
        samples: [{ id: mine.id, name: `projects/${project.id}/one` }],
      },
    ]);
    expect((await seenBy(stranger))[0]?.samples.map(({ name }) => name)).toEqual([
      `projects/${theirs.id}/two`,
    ]);
    expect((await seenBy(await world.person()))[0]).toEqual({
      kind: 'storage mounts',
      count: 2,
      samples: [],
    });
  });

  it('goes by force of who was told of all mounts, and they go with it', async () => {
    const storageId = await world.storage();
    const first = await mount('forced/one', { storageId });
    const remove = (token?: string) =>
      world.storages.delete(world.admin, storageId, 'any', token === undefined ? undefined : { token });
    const refused = await remove().catch(
      (error: unknown) => error as { code: string; details: { token: string } },
    );
    expect(refused).toMatchObject({ code: 'STORAGE_IN_USE' });
    const { token } = (refused as { details: { token: string } }).details;
    const second = await mount('forced/two', { storageId });
    expect(await code(remove(token))).toBe('PRECONDITION_FAILED');
    expect((await world.mounts.get(owner.ctx, project.id, first.id)).version).toBe(1);
    await remove((await world.storages.dependencies(world.admin, storageId)).token);
    for (const { id } of [first, second]) {
      expect(await code(world.mounts.get(owner.ctx, project.id, id))).toBe('STORAGE_MOUNT_NOT_FOUND');
      expect(told(id)).toEqual(['storage-mount.created', 'storage-mount.deleted']);
    }
  });
});

describe('a project with mounts', () => {
  it('takes them along when it goes, and its storages those of others', async () => {
    const [going, staying] = [await world.project(owner), await world.project(owner)];
    const own = await world.storage({ type: 'project', id: going.id });
    const lost: readonly StorageMount[] = [
      await mount('a', { of: going }),
      await mount('b', { of: going, storageId: own }),
      await mount('c', { of: staying, storageId: own }),
    ];
    const kept = await mount('d', { of: staying });
    const preview = await world.projects.previewDeletion(owner.ctx, going.id);
    expect(preview.contents).toContainEqual({ kind: 'storage mounts', count: 2 });
    expect(await code(world.projects.delete(owner.ctx, going.id, 'any', undefined))).toBe(
      'DELETION_UNCONFIRMED',
    );
    await world.projects.delete(owner.ctx, going.id, 'any', preview.fingerprint);
    expect(await world.mounts.pathsIn(owner.ctx, staying.id)).toEqual(['d']);
    for (const { id } of lost) expect(told(id)).toEqual(['storage-mount.created', 'storage-mount.deleted']);
    expect(told(kept.id)).toEqual(['storage-mount.created']);
  });

  it('goes at the same time as another one, where each has mounted what the other owns', async () => {
    for (let round = 0; round < 4; round += 1) {
      const pair = [await world.project(owner), await world.project(owner)] as const;
      for (const [of, other] of [pair, pair.toReversed() as unknown as typeof pair]) {
        await mount('x', { of, storageId: await world.storage({ type: 'project', id: other.id }) });
      }
      const ends = await Promise.all(
        pair.map(async ({ id }) => {
          const { fingerprint } = await world.projects.previewDeletion(owner.ctx, id);
          return code(world.projects.delete(owner.ctx, id, 'any', fingerprint));
        }),
      );
      // What went with the other one in between has to be confirmed again.
      expect(ends.every((end) => ['done', 'DELETION_UNCONFIRMED', 'PRECONDITION_FAILED'].includes(end))).toBe(
        true,
      );
      expect(ends).toContain('done');
      const ids = pair.map(({ id }) => id);
      const orphans = await world.query(
        `select from storage_mounts.mounts m where project_id = any($1)
           and not exists (select from projects.projects p where p.id = m.project_id)`,
        [ids],
      );
      expect(orphans).toEqual([]);
    }
  }, 60_000);

  it('is copied with those that the copier may mount', async () => {
    const [team, elsewhere] = [await world.project(owner), await world.project(owner)];
    const secret = await world.storage({ type: 'project', id: elsewhere.id });
    const old = await world.storage();
    await mount('data', { of: team, readOnly: false });
    await mount('secret', { of: team, storageId: secret });
    await mount('old', { of: team, storageId: old });
    await world.storages.update(world.admin, old, 'any', { enabled: false });
    await letIn(stranger, 'viewer', team);
    const copyOf = async (by: Person) => {
      const { id } = await world.projects.copy(by.ctx, team.id, {
        ...{ place: { namespaceId: by.home }, slug: `copy-${newId().slice(-12)}` },
      });
      return (await world.mounts.list(by.ctx, id, byPath)).items;
    };
    expect((await copyOf(owner)).map(({ path }) => path)).toEqual(['data', 'secret']);
    const [only, ...more] = await copyOf(stranger);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ path: 'data', readOnly: false, createdBy: stranger.id, storageId: shared });
    expect(told(only?.id ?? '')).toEqual(['storage-mount.created']);
  });

  it('can be removed by the worker, with its storages', async () => {
    const [one, other] = [await world.project(owner), await world.project(owner)];
    const storageId = await world.storage({ type: 'project', id: one.id });
    await mount('a', { of: one });
    await mount('b', { of: other, storageId });
    const { database, storages, mounts } = world.worker;
    // As at the end of a user, with the rights of the worker.
    await database.transact(world.admin, async (tx) => {
      await storages.inOwners.remove(tx, await storages.inOwners.idsIn(tx, [one.id]));
      const ids = await mounts.inProjects.idsIn(tx, [one.id]);
      expect(ids).toHaveLength(1);
      await mounts.inProjects.remove(tx, ids);
    });
    expect(await world.mounts.pathsIn(owner.ctx, one.id)).toEqual([]);
    expect(await world.mounts.pathsIn(owner.ctx, other.id)).toEqual([]);
  });
});
