import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import {
  createBootstrapScripts,
  createDotfiles,
  createSettings,
  groupConfigEntities,
  groupConfigEvents,
  type OwnerRef,
  tellOfBootstrapScripts,
  tellOfDotfiles,
  tellOfSettings,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
const domainId = newId();
const domainOf = () => Promise.resolve(domainId);
const ctx = contextFor({ kind: 'user', id: newId(), roles: ['member'] });
const events = createRecordingEvents();
const told = (owner: OwnerRef) =>
  events
    .recorded()
    .filter(({ data }) => 'owner_id' in data && data.owner_id === owner.id)
    .map(({ type, data }) => [
      type,
      'path' in data ? data.path : undefined,
      'version' in data && data.version,
    ]);
const someUser = (): OwnerRef => ({ type: 'user', id: newId() });
const make = { expected: 'any', mustNotExist: true } as const;
const put = { expected: 'any', mustNotExist: false } as const;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), groupConfigEntities));
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it('dotfiles tell of each change once, of many in one step too, and never what is in them', async () => {
  const dotfiles = tellOfDotfiles(createDotfiles({ database, domainOf }), { database, events, domainOf });
  const [ann, bob] = [someUser(), someUser()];
  const content = Buffer.from('swordfish');
  const { id } = await dotfiles.create(ctx, ann, { path: '.a', content });
  await expect(dotfiles.create(ctx, ann, { path: '.a', content })).rejects.toThrow();
  await dotfiles.update(ctx, ann, id, 'any', { path: '.b' });
  await dotfiles.restore(ctx, ann, id, 1);
  await dotfiles.copy(ctx, ann, bob, undefined);
  await dotfiles.apply(ctx, ann, [
    { op: 'create', path: '.c', content },
    { op: 'delete', id, expected: 'any' },
  ]);
  const [left] = await dotfiles.contents(ctx, ann);
  await dotfiles.delete(ctx, ann, left?.id ?? '', 'any');
  expect(told(ann)).toEqual([
    ['dotfile.created', '.a', 1],
    ['dotfile.updated', '.b', 2],
    ['dotfile.updated', '.a', 3],
    ['dotfile.deleted', '.a', 3],
    ['dotfile.created', '.c', 1],
    ['dotfile.deleted', '.c', 1],
  ]);
  await dotfiles.put(ctx, bob, { path: '.a', content: Buffer.from('other') });
  expect(told(bob)).toEqual([
    ['dotfile.created', '.a', 1],
    ['dotfile.updated', '.a', 2],
  ]);
});

it('dotfiles tell of what each of several has done at the same time once', async () => {
  const dotfiles = tellOfDotfiles(createDotfiles({ database, domainOf }), { database, events, domainOf });
  const owner = someUser();
  const paths = Array.from({ length: 8 }, (_, place) => `.p${place}`);
  for (const text of ['made', 'changed']) {
    const content = Buffer.from(text);
    await Promise.all(paths.map((path) => dotfiles.put(ctx, owner, { path, content })));
  }
  const expected = paths.flatMap((path) => [`dotfile.created ${path} 1`, `dotfile.updated ${path} 2`]);
  expect(
    told(owner)
      .map((one) => one.join(' '))
      .sort(),
  ).toEqual([...expected].sort());
});

it('settings and bootstrap scripts tell of each change once, and never what they say', async () => {
  const telling = { database, events, domainOf };
  const settings = tellOfSettings(createSettings({ database, domainOf }), telling);
  const scripts = tellOfBootstrapScripts(createBootstrapScripts({ database, domainOf }), telling);
  const owner = someUser();
  await settings.put(ctx, owner, 'editor', { value: { word: 'swordfish' } }, make);
  await settings.put(ctx, owner, 'editor', { value: {} }, put);
  await expect(settings.delete(ctx, owner, 'editor', [99])).rejects.toThrow();
  await settings.restore(ctx, owner, 'editor', 1);
  await settings.delete(ctx, owner, 'editor', 'any');
  await scripts.put(ctx, owner, Buffer.from('echo swordfish'));
  await scripts.put(ctx, owner, Buffer.from('echo'));
  await scripts.restore(ctx, owner, 1);
  await scripts.delete(ctx, owner, 'any');
  await expect(scripts.delete(ctx, owner, 'any')).rejects.toThrow();
  expect(told(owner)).toEqual([
    ['setting.created', undefined, 1],
    ['setting.updated', undefined, 2],
    ['setting.updated', undefined, 3],
    ['setting.deleted', undefined, 3],
    ['bootstrap-script.created', undefined, 1],
    ['bootstrap-script.updated', undefined, 2],
    ['bootstrap-script.updated', undefined, 3],
    ['bootstrap-script.deleted', undefined, 3],
  ]);
  expect(JSON.stringify(events.recorded())).not.toContain('swordfish');
  expect(events.recorded().every((one) => one.domainId === domainId)).toBe(true);
  expect(new Set(events.recorded().map((one) => one.type))).toEqual(
    new Set(groupConfigEvents.map((one) => one.type)),
  );
});
