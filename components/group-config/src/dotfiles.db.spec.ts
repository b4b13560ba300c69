import { contextFor, type Database, newId, type OperationContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  createDotfiles,
  type Dotfiles,
  type DotfileStep,
  groupConfigEntities,
  type OwnerRef,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let dotfiles: Dotfiles;
const domainId = newId();
const ann = contextFor({ kind: 'user', id: newId(), roles: ['member'] });
const text = (value: string): Buffer => Buffer.from(value);
const newestFirst = {
  size: 20,
  sort: { by: 'version', descending: true },
  start: { page: 0 },
  count: false,
} as const;
const someGroup = (): OwnerRef => ({ type: 'group', id: newId() });

// A slow machine makes everybody wait longer, which is no failure here.
const patience = { connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000 };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), groupConfigEntities, patience));
  dotfiles = createDotfiles({ database, domainOf: () => Promise.resolve(domainId) });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function paths(owner: OwnerRef, ctx: OperationContext = ann): Promise<readonly string[]> {
  const page = {
    size: 100,
    sort: { by: 'path', descending: false },
    start: { page: 0 },
    count: false,
  } as const;
  return (await dotfiles.list(ctx, owner, page)).items.map(({ path }) => path);
}

describe('a dotfile', () => {
  it('keeps any bytes, and says what it is', async () => {
    const owner = someGroup();
    const content = Buffer.from([0, 255, 10, 13, 0]);
    const made = await dotfiles.create(ann, owner, { path: './a//b', content, mode: 0o755 });
    expect(made).toMatchObject({
      owner,
      path: 'a/b',
      mode: 0o755,
      size: 5,
      version: 1,
      createdBy: ann.actor.id,
    });
    expect((await dotfiles.get(ann, owner, made.id)).content.equals(content)).toBe(true);
    expect((await dotfiles.findAt(ann, owner, 'a/./b'))?.id).toBe(made.id);
    await expect(dotfiles.get(ann, someGroup(), made.id)).rejects.toMatchObject({
      code: 'DOTFILE_NOT_FOUND',
    });
  });

  it('is changed in the version that the caller knows, and only there', async () => {
    const owner = someGroup();
    const { id } = await dotfiles.create(ann, owner, { path: '.bashrc', content: text('1') });
    const renamed = await dotfiles.update(ann, owner, id, [1], { path: '.zshrc' });
    expect(renamed).toMatchObject({ path: '.zshrc', version: 2, size: 1 });
    await expect(dotfiles.update(ann, owner, id, [1], { mode: 0 })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      details: { version: 2 },
    });
    await expect(dotfiles.delete(ann, owner, id, [1])).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await dotfiles.delete(ann, owner, id, 'any');
    expect(await paths(owner)).toEqual([]);
  });

  it('is one of its path, and no folder of another', async () => {
    const owner = someGroup();
    await dotfiles.create(ann, owner, { path: 'a/b', content: text('') });
    const refusals = await Promise.allSettled(
      ['a/b', 'a', 'a/b/c'].map((path) => dotfiles.create(ann, owner, { path, content: text('') })),
    );
    expect(
      refusals.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : one)),
    ).toEqual(['DOTFILE_EXISTS', 'DOTFILE_PATH_CLASH', 'DOTFILE_PATH_CLASH']);
    expect(await paths(owner)).toEqual(['a/b']);
  });

  it('can be what it was before, also when it is gone', async () => {
    const owner = someGroup();
    const { id } = await dotfiles.create(ann, owner, { path: '.vimrc', content: text('one') });
    await dotfiles.update(ann, owner, id, [1], { content: text('two') });
    expect(await dotfiles.restore(ann, owner, id, 1)).toMatchObject({ id, version: 3, content: text('one') });
    await dotfiles.delete(ann, owner, id, 'any');
    const { items: history } = await dotfiles.revisions(ann, owner, id, newestFirst);
    expect(history.map(({ version, change, size }) => [version, change, size])).toEqual([
      [4, 'deleted', undefined],
      [3, 'changed', 3],
      [2, 'changed', 3],
      [1, 'created', 3],
    ]);
    const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');
    expect(history.map(({ previousSha256, sha256 }) => [previousSha256, sha256])).toEqual([
      [hashOf('one'), undefined],
      [hashOf('two'), hashOf('one')],
      [hashOf('one'), hashOf('two')],
      [undefined, hashOf('one')],
    ]);
    const again = await dotfiles.restore(ann, owner, id, 2);
    expect([again.id === id, again.content.toString(), again.version]).toEqual([false, 'two', 1]);
    await expect(dotfiles.restore(ann, owner, id, 4)).rejects.toMatchObject({ code: 'DOTFILE_NOT_FOUND' });
  });
});

describe('several steps', () => {
  it('happen together or not at all', async () => {
    const owner = someGroup();
    const [kept] = await dotfiles.apply(ann, owner, [{ op: 'put', path: 'kept', content: text('1') }]);
    await expect(
      dotfiles.apply(ann, owner, [
        { op: 'put', path: 'kept', content: text('22') },
        { op: 'create', path: 'new', content: text('3') },
        { op: 'delete', id: newId(), expected: 'any' },
      ]),
    ).rejects.toMatchObject({ code: 'DOTFILE_NOT_FOUND' });
    expect(await paths(owner)).toEqual(['kept']);
    expect(await dotfiles.usage(ann, owner)).toMatchObject({ files: 1, bytes: 1 });
    const swapped = await dotfiles.apply(
      ann,
      owner,
      [
        { op: 'update', id: kept?.id ?? '', expected: [1], path: 'other' },
        { op: 'create', path: 'kept', content: text('333') },
      ],
      'make room',
    );
    expect(swapped.map(({ path }) => path).toSorted()).toEqual(['kept', 'other']);
    expect(await dotfiles.usage(ann, owner)).toMatchObject({ files: 2, bytes: 4 });
    expect((await dotfiles.revisions(ann, owner, kept?.id ?? '', newestFirst)).items[0]?.reason).toBe(
      'make room',
    );
  });
});

describe('a put', () => {
  it('of a mode alone keeps what is in the file, and makes no file of nothing', async () => {
    const owner = someGroup();
    await dotfiles.create(ann, owner, { path: '.profile', content: text('kept') });
    const [changed] = await dotfiles.apply(ann, owner, [{ op: 'put', path: '.profile', mode: 0o600 }]);
    expect(changed).toMatchObject({ version: 2, mode: 0o600, size: 4, content: text('kept') });
    const [same] = await dotfiles.apply(ann, owner, [{ op: 'put', path: '.profile', content: text('new') }]);
    expect(same).toMatchObject({ version: 3, mode: 0o600, content: text('new') });
    await expect(dotfiles.apply(ann, owner, [{ op: 'put', path: 'none', mode: 0 }])).rejects.toMatchObject({
      code: 'DOTFILE_NOT_FOUND',
    });
    expect(await paths(owner)).toEqual(['.profile']);
  });
});

describe('steps by path', () => {
  it('are taken in the version that the caller knows, and only there', async () => {
    const owner = someGroup();
    const apply = async (...steps: DotfileStep[]) =>
      (await dotfiles.apply(ann, owner, steps)).map(({ path, version }) => [path, version]);
    const stale = { code: 'PRECONDITION_FAILED', details: { version: 2 } };
    const missing = { code: 'DOTFILE_NOT_FOUND' };
    expect(await apply({ op: 'put', path: 'a', content: text('1'), mustBe: 'nothing' })).toEqual([['a', 1]]);
    expect(await apply({ op: 'put', path: 'a', content: text('2'), expected: [1] })).toEqual([['a', 2]]);
    for (const step of [
      { op: 'put', path: 'a', content: text('3'), expected: [1] },
      { op: 'put', path: 'a', content: text('3'), mustBe: 'nothing' },
      { op: 'rename', path: 'a', to: 'b', expected: [1] },
      { op: 'remove', path: 'a', expected: [1] },
    ] as const) {
      await expect(apply(step)).rejects.toMatchObject(stale);
    }
    for (const step of [
      { op: 'put', path: 'b', content: text('3'), expected: [1] },
      { op: 'put', path: 'b', content: text('3'), mustBe: 'something' },
      { op: 'rename', path: 'b', to: 'c' },
      { op: 'remove', path: 'b' },
    ] as const) {
      await expect(apply(step)).rejects.toMatchObject(missing);
    }
    expect((await dotfiles.findAt(ann, owner, 'a'))?.content.toString()).toBe('2');
    const moved = [
      { op: 'rename', path: './a', to: 'b', expected: [2] },
      { op: 'create', path: 'a', content: text('') },
    ] as const;
    expect(await apply(...moved)).toEqual([
      ['b', 3],
      ['a', 1],
    ]);
    expect((await dotfiles.findAt(ann, owner, 'b'))?.content.toString()).toBe('2');
    await expect(apply({ op: 'rename', path: 'a', to: 'b' })).rejects.toMatchObject({
      code: 'DOTFILE_EXISTS',
    });
    await apply({ op: 'remove', path: 'a', expected: [1] });
    expect(await paths(owner)).toEqual(['b']);
    expect(await dotfiles.usage(ann, owner)).toMatchObject({ files: 1, bytes: 1 });
  });
});

describe('what is otherwise', () => {
  it('is told of two owners by path, and of two versions by line', async () => {
    const [one, other] = [someGroup(), someGroup()];
    const put = (owner: OwnerRef, path: string, value: string, mode = 0o644) =>
      dotfiles.apply(ann, owner, [{ op: 'put', path, content: text(value), mode }]);
    await put(one, 'same', 'x');
    await put(other, 'same', 'x');
    await put(one, 'gone', 'x');
    await put(other, 'new', 'x');
    await put(one, 'mode', 'x');
    await put(other, 'mode', 'x', 0o755);
    const found = await dotfiles.diff(ann, one, other);
    expect(found.map(({ path, change, before, after }) => [path, change, before?.mode, after?.mode])).toEqual(
      [
        ['gone', 'removed', 0o644, undefined],
        ['mode', 'changed', 0o644, 0o755],
        ['new', 'added', undefined, 0o644],
      ],
    );
    const { id } = await dotfiles.create(ann, one, { path: 'rc', content: text('a\nb\nc\n') });
    await dotfiles.update(ann, one, id, 'any', { content: text('a\nB\nc\n'), path: 'rc2' });
    await dotfiles.update(ann, one, id, 'any', { content: Buffer.from([0]) });
    await dotfiles.delete(ann, one, id, 'any');
    const between = async (from: number, to: number) =>
      (await dotfiles.diffRevisions(ann, one, id, { from, to })).patch;
    expect(await between(1, 2)).toContain('--- rc\n+++ rc2\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n');
    expect(await between(2, 3)).toBeUndefined();
    expect(await between(2, 4)).toContain('-B');
    await expect(between(1, 5)).rejects.toMatchObject({ code: 'DOTFILE_NOT_FOUND' });
  });

  it('warns of what runs have mounted, at the path, above and below it', async () => {
    const owner = someGroup();
    const warned = createDotfiles({
      ...{ database, domainOf: () => Promise.resolve(domainId) },
      mountsAround: async (_, { id }) => (id === owner.id ? ['data', 'work/in'] : []),
    });
    const kinds = async (path: string, of = owner) =>
      (await warned.mountClashesOf(ann, of, [path])).map(({ mount, kind }) => [mount, kind]);
    expect(await kinds('data')).toEqual([['data', 'equal']]);
    expect(await kinds('data/x')).toEqual([['data', 'hidden']]);
    expect(await kinds('work')).toEqual([['work/in', 'blocked']]);
    expect(await kinds('other')).toEqual([]);
    expect(await kinds('data', someGroup())).toEqual([]);
    expect(await dotfiles.mountClashesOf(ann, owner, ['data'])).toEqual([]);
  });
});

describe('limits', () => {
  it('are of bytes, and let who has too much shrink', async () => {
    const owner = someGroup();
    await expect(
      dotfiles.create(ann, owner, { path: 'big', content: text('é'.repeat(32_769)) }),
    ).rejects.toMatchObject({ code: 'DOTFILES_TOO_LARGE', details: { bytes: 65_538, limit: 65_536 } });
    const { id } = await dotfiles.create(ann, owner, { path: 'full', content: Buffer.alloc(65_536) });
    await expect(dotfiles.create(ann, owner, { path: 'more', content: text('x') })).rejects.toMatchObject({
      details: { bytes: 65_537, limit: 65_536 },
    });
    const lower = createDotfiles({
      database,
      domainOf: () => Promise.resolve(domainId),
      quota: {
        usage: () =>
          Promise.resolve([
            {
              ...{ type: 'MAX_DOTFILE_BYTES', limit: 10n },
              decidedBy: { rule: 'assignment', subject: owner },
            },
          ]),
        consume: () => Promise.resolve(),
        release: () => Promise.resolve(),
      },
    });
    expect(await lower.update(ann, owner, id, [1], { content: Buffer.alloc(100) })).toMatchObject({
      size: 100,
    });
    await expect(lower.update(ann, owner, id, [2], { content: Buffer.alloc(101) })).rejects.toMatchObject({
      code: 'DOTFILES_TOO_LARGE',
    });
  });

  it('hold to the file when many write at once', async () => {
    const owner = someGroup();
    const attempts = await Promise.allSettled(
      Array.from({ length: 150 }, (_, n) =>
        dotfiles.create(ann, owner, { path: `f${n}`, content: text('x') }),
      ),
    );
    const refused = attempts.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(
      Array.from({ length: 50 }, () => 'DOTFILES_TOO_LARGE'),
    );
    expect(await paths(owner)).toHaveLength(100);
  }, 30_000);

  it('and counts agree with the files after any sequence of steps', async () => {
    const step = fc.record({
      op: fc.constantFrom('create', 'put', 'delete', 'rename'),
      at: fc.constantFrom('a', 'a/b', 'b', 'c', 'd/e'),
      to: fc.constantFrom('a', 'b', 'f'),
      size: fc.nat({ max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const owner = someGroup();
        const model = new Map<string, number>();
        for (const { op, at, to, size } of steps) {
          const there = await dotfiles.findAt(ann, owner, at);
          expect(there?.size).toBe(model.get(at));
          const path = op === 'rename' ? to : at;
          const others = [...model.keys()].filter((one) => one !== (op === 'create' ? '' : at));
          const clash = others.some((one) => one.startsWith(`${path}/`) || path.startsWith(`${one}/`));
          const content = Buffer.alloc(size);
          const done = await (
            op === 'create'
              ? dotfiles.create(ann, owner, { path, content })
              : op === 'put'
                ? dotfiles.apply(ann, owner, [{ op: 'put', path, content }])
                : op === 'delete'
                  ? dotfiles.delete(ann, owner, there?.id ?? newId(), 'any')
                  : dotfiles.update(ann, owner, there?.id ?? newId(), 'any', { path })
          ).then(
            () => true,
            () => false,
          );
          const missing = (op === 'delete' || op === 'rename') && !there;
          const taken = op === 'create' ? model.has(path) : op === 'rename' && others.includes(path);
          const clashes =
            op !== 'delete' &&
            !(op === 'put' && model.has(path)) &&
            path !== (there && op === 'rename' ? at : '') &&
            clash;
          expect(done).toBe(!missing && !taken && !clashes);
          if (!done) continue;
          const before = model.get(at) ?? 0;
          if (op === 'delete' || op === 'rename') model.delete(at);
          if (op === 'rename') model.set(to, before);
          if (op === 'create' || op === 'put') model.set(path, size);
        }
        const bytes = [...model.values()].reduce((sum, size) => sum + size, 0);
        expect(await dotfiles.usage(ann, owner)).toMatchObject({ files: model.size, bytes });
        expect(await paths(owner)).toEqual([...model.keys()].toSorted());
      }),
      { numRuns: Number(process.env['DOTFILES_RUNS'] ?? 12) },
    );
  }, 60_000);
});
