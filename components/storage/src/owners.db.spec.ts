import { contextFor, newId, type OperationContext, type PageRequest } from '@ashlar/database';
import { domainId, newStorage, openWorld, type Person, s3Config, type World } from './world.fixture.js';
import type { Storage, StorageOwner } from './index.js';

let world: World;
let owner: Person;
let editor: Person;
let viewer: Person;
let stranger: Person;
let group: StorageOwner;
let project: StorageOwner;

const byName: PageRequest = {
  size: 20,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};
const add = { expected: 'any', mustNotExist: false } as const;

beforeAll(async () => {
  world = await openWorld();
  [owner, editor, viewer, stranger] = await Promise.all([
    ...[world.person(), world.person(), world.person(), world.person()],
  ] as const);
  const { id } = await world.groups.create(owner.ctx, { parentId: domainId, slug: 'team', name: 'Team' });
  group = { type: 'group', id };
  for (const [person, role] of [
    [editor, 'editor'],
    [viewer, 'viewer'],
  ] as const) {
    await world.groups.members.put(owner.ctx, id, { kind: 'user', id: person.id, role }, add);
  }
  const made = await world.projects.create(owner.ctx, { place: { namespaceId: id }, name: 'Study' });
  project = { type: 'project', id: made.id };
}, 60_000);
afterAll(() => world.close());

const create = (ctx: OperationContext, name: string, of?: StorageOwner): Promise<Storage> =>
  world.storages.create(ctx, newStorage(name, { owner: of }));

const code = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

describe('storages of groups and projects', () => {
  it('are made by who may edit there', async () => {
    for (const place of [group, project]) {
      expect(await code(create(editor.ctx, `By editor ${place.type}`, place))).toBe('done');
      expect(await code(create(viewer.ctx, 'By viewer', place))).toBe('FORBIDDEN');
      expect(await code(create(stranger.ctx, 'By stranger', place))).toBe('STORAGE_OWNER_NOT_FOUND');
    }
    expect(await code(create(owner.ctx, 'Nowhere', { type: 'group', id: newId() }))).toBe(
      'STORAGE_OWNER_NOT_FOUND',
    );
    expect(await code(create(owner.ctx, 'Of all'))).toBe('FORBIDDEN');
  });

  it('are read and changed by whom the owner lets, with the facts written in the same transaction', async () => {
    const made = await create(owner.ctx, 'Guarded', project);
    expect(made).toMatchObject({ owner: project, domainId });
    for (const person of [owner, editor, viewer]) {
      expect((await world.storages.get(person.ctx, made.id)).id).toBe(made.id);
    }
    expect(await code(world.storages.get(stranger.ctx, made.id))).toBe('STORAGE_NOT_FOUND');
    const may = (person: Person, permission: string) =>
      world.authorizer.check(person.ctx, permission, made.id);
    expect(await Promise.all([owner, editor, viewer].map((one) => may(one, 'storage.update')))).toEqual([
      ...[true, true, false],
    ]);
    expect(await Promise.all([owner, editor].map((one) => may(one, 'storage.delete')))).toEqual([
      true,
      false,
    ]);
    await world.storages.delete(owner.ctx, made.id, 'any');
    expect(await may(owner, 'storage.read')).toBe(false);
  });

  it('leave no fact when they are refused', async () => {
    await create(owner.ctx, 'Once', group);
    const facts = () => world.query('select from authz.rel where resource_type = 9');
    const before = (await facts()).length;
    expect(await code(create(owner.ctx, 'ONCE', group))).toBe('STORAGE_NAME_TAKEN');
    expect((await facts()).length).toBe(before);
  });

  it('have names of their own for each owner', async () => {
    for (const place of [undefined, group, project]) {
      const ctx = place ? owner.ctx : world.admin;
      expect(await code(create(ctx, 'Same', place))).toBe('done');
      expect(await code(create(ctx, 'sAME', place))).toBe('STORAGE_NAME_TAKEN');
    }
  });

  it('are listed to whom they are visible, by owner too', async () => {
    const names = async (ctx: OperationContext, collectionId?: string) =>
      (await world.storages.list(ctx, { collectionId, keyword: 'listed' }, byName)).items.map(
        ({ name }) => name,
      );
    await create(world.admin, 'Listed of all');
    await create(owner.ctx, 'Listed of group', group);
    await create(owner.ctx, 'Listed of project', project);
    expect(await names(viewer.ctx)).toEqual(['Listed of all', 'Listed of group', 'Listed of project']);
    expect(await names(viewer.ctx, project.id)).toEqual(['Listed of project']);
    expect(await names(stranger.ctx)).toEqual(['Listed of all']);
    expect(await names(stranger.ctx, group.id)).toEqual([]);
    expect(await names(world.admin)).toHaveLength(3);
  });

  it('count against their owner', async () => {
    const [before] = await world.quotas.meter.usage(world.admin, group as never, ['MAX_STORAGES']);
    await create(owner.ctx, 'Counted', group);
    const [after] = await world.quotas.meter.usage(world.admin, group as never, ['MAX_STORAGES']);
    expect((after?.used ?? 0n) - (before?.used ?? 0n)).toBe(1n);
  });

  it('go with their owner, credentials and facts too, and are told of', async () => {
    const place = await world.groups.create(owner.ctx, { parentId: domainId, slug: 'gone', name: 'Gone' });
    const inside = await world.projects.create(owner.ctx, {
      place: { namespaceId: place.id },
      name: 'Inside',
    });
    const one = await world.storages.create(
      owner.ctx,
      newStorage('In group', {
        owner: { type: 'group', id: place.id },
        credentials: { access_key_id: 'AKIDEXAMPLE0001', secret_access_key: newId() },
      }),
    );
    const other = await create(owner.ctx, 'In project', { type: 'project', id: inside.id });
    const preview = await world.groups.previewDeletion(owner.ctx, place.id);
    expect(preview.contents).toEqual([
      { kind: 'groups', count: 0 },
      { kind: 'projects', count: 1 },
      { kind: 'storages', count: 1 },
    ]);
    await world.groups.delete(owner.ctx, place.id, 'any', preview.fingerprint);
    const ids = [one.id, other.id];
    for (const sql of [
      'select from storage.storages where id = any($1)',
      'select from storage.credentials where storage_id = any($1)',
      'select from secrets.secrets where owner_id = any($1)',
      'select from authz.rel where resource_id = any($1)',
    ]) {
      expect([sql, await world.query(sql, [ids])]).toEqual([sql, []]);
    }
    const told = world.events.recorded().filter(({ aggregateId }) => ids.includes(aggregateId));
    expect(told.map(({ type }) => type).sort()).toEqual([
      ...['storage.created', 'storage.created', 'storage.deleted', 'storage.deleted'],
    ]);
  });

  it('cannot be made in what is going away at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const place = await world.groups.create(owner.ctx, {
        parentId: domainId,
        slug: `racing-${round}`,
        name: `Racing ${round}`,
      });
      const [gone, made] = await Promise.allSettled([
        world.groups.delete(owner.ctx, place.id, 'any', undefined),
        create(owner.ctx, 'Late', { type: 'group', id: place.id }),
      ]);
      const rows = await world.query<{ id: string }>(
        'select s.id from storage.storages s where owner_id = $1 and not exists (select from groups.groups g where g.id = s.owner_id)',
        [place.id],
      );
      expect(rows).toEqual([]);
      // One of them went first.
      expect([gone.status, made.status]).toContain('fulfilled');
      if (made.status === 'rejected')
        expect((made.reason as { code: string }).code).toMatch(/STORAGE_OWNER_NOT_FOUND|NOT_FOUND/);
    }
  });
});

it('storages stay as they are while their domain is suspended, and nothing is tried', async () => {
  const put = { expected: 'any', mustNotExist: false } as const;
  const { id: ice } = await world.domains.create(world.admin, { slug: 'ice', name: 'Ice' });
  await world.domains.members.put(world.admin, ice, { kind: 'user', id: owner.id, role: 'member' }, put);
  const frozen = await world.groups.create(owner.ctx, { parentId: ice, slug: 'ice', name: 'Ice' });
  const place: StorageOwner = { type: 'group', id: frozen.id };
  const tried: string[] = [];
  const storages = world.storagesWith({
    testCredentials: async (_, { storage }) => {
      tried.push(storage.name);
      return { status: 'pass', code: 'OK', checks: [] };
    },
  });
  const { id } = await storages.create(owner.ctx, newStorage('Ice', { owner: place }));
  const rotate = () => {
    const values = { access_key_id: 'AKIDEXAMPLE0001', secret_access_key: newId() };
    return storages.rotateCredentials(owner.ctx, id, { values, graceSeconds: 60 });
  };
  await rotate();
  const before = await storages.get(owner.ctx, id);
  await world.domains.update(world.admin, ice, 'any', { suspended: true });
  for (const by of [owner.ctx, world.admin]) {
    for (const attempt of [
      storages.create(by, newStorage('More', { owner: place })),
      storages.update(by, id, 'any', { enabled: false }),
      storages.update(by, id, [77], { enabled: false }),
      storages.delete(by, id, 'any'),
      storages.rollBackCredentials(by, id),
      storages.assertChangeable(by, id),
      rotate(),
    ]) {
      expect(await code(attempt)).toBe('DOMAIN_SUSPENDED');
    }
  }
  expect(tried).toEqual(['Ice']);
  expect(await storages.get(owner.ctx, id)).toEqual(before);
  await world.domains.update(world.admin, ice, 'any', { suspended: false });
  expect(await code(storages.rollBackCredentials(owner.ctx, id))).toBe('done');
  expect(await code(storages.delete(owner.ctx, id, 'any'))).toBe('done');
});

describe('settings that weaken others', () => {
  it('are for administrators of the platform', async () => {
    const config = { ...s3Config, tlsVerify: false };
    const attempt = world.storages.create(owner.ctx, newStorage('Trusting', { owner: group, config }));
    expect(await code(attempt)).toBe('FORBIDDEN');
    const made = await world.storages.create(world.admin, newStorage('Trusting', { owner: group, config }));
    // Others may change the rest of it, and make it stronger again, but not weak.
    const change = (tlsVerify: boolean) =>
      code(world.storages.update(editor.ctx, made.id, 'any', { config: { tlsVerify } }));
    expect(await code(world.storages.update(editor.ctx, made.id, 'any', { config: { region: 'eu' } }))).toBe(
      'done',
    );
    expect([await change(true), await change(false)]).toEqual(['done', 'FORBIDDEN']);
  });
});

describe('settings', () => {
  it.each([
    ['an endpoint with a path', { endpoint: 'https://s3.example.org/bucket' }, 'endpoint'],
    ['an endpoint with a query', { endpoint: 'https://s3.example.org?x=1' }, 'endpoint'],
    ['a bucket like an address', { bucket: '10.0.0.1' }, 'bucket'],
    ['a bucket with neighbouring dots', { bucket: 'a..b' }, 'bucket'],
    ['a folder above', { prefix: 'a/../../b' }, 'prefix'],
    ['a second line', { region: 'eu\nprofile = root' }, 'region'],
  ])('are refused: %s', async (_, wrong, field) => {
    const config = { ...s3Config, ...wrong };
    await expect(world.storages.create(world.admin, newStorage('Refused', { config }))).rejects.toMatchObject(
      {
        code: 'VALIDATION_FAILED',
        details: { errors: [{ pointer: `#/body/resource/${field}` }] },
      },
    );
  });

  it('are kept in one way of writing', async () => {
    const config = { ...s3Config, endpoint: 'HTTPS://S3.Example.ORG.:443/', prefix: 'a//b/' };
    const made = await world.storages.create(world.admin, newStorage('Written', { config }));
    expect(made.config).toMatchObject({ endpoint: 'https://s3.example.org', prefix: 'a/b' });
    const odd = { ...s3Config, endpoint: 'http://0x7f.1:9000' };
    const other = await world.storages.create(world.admin, newStorage('Odd', { config: odd }));
    expect(other.config).toMatchObject({ endpoint: 'http://127.0.0.1:9000' });
  });

  it('of another type are refused', async () => {
    const made = await create(world.admin, 'Typed');
    const change = world.storages.update(world.admin, made.id, 'any', {
      config: { host: 'x', bucket: 'other' },
    });
    await expect(change).rejects.toMatchObject({
      code: 'STORAGE_SETTINGS_REFUSED',
      details: { fields: ['host'] },
    });
    const retype = world.storages.update(world.admin, made.id, 'any', { config: { type: 'sftp' } });
    await expect(retype).rejects.toMatchObject({ code: 'STORAGE_SETTINGS_REFUSED' });
    const clear = world.storages.update(world.admin, made.id, 'any', { config: { bucket: null } });
    await expect(clear).rejects.toMatchObject({
      code: 'STORAGE_SETTINGS_REFUSED',
      details: { fields: ['bucket'] },
    });
  });
});

it('64 creators of one name at the same time make one', async () => {
  const own = await openWorldPool();
  try {
    const attempts = await Promise.all(
      Array.from({ length: 64 }, () =>
        code(own.storages.create(contextFor(own.admin.actor), newStorage('The one'))),
      ),
    );
    expect(attempts.filter((one) => one === 'done')).toHaveLength(1);
    expect(attempts.filter((one) => one === 'STORAGE_NAME_TAKEN')).toHaveLength(63);
  } finally {
    await own.close();
  }
}, 60_000);

function openWorldPool(): Promise<World> {
  return openWorld([], 16);
}
