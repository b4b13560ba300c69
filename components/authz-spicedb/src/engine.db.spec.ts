import type { Tuple } from '@ashlar/authz';
import { contextFor } from '@ashlar/database';
import { Forbidden, NotFound } from '@ashlar/errors';
import { eventually } from '@ashlar/test-postgres';
import { type AuthzEngine, createAuthzEngine } from './engine.js';
import { engineCommands } from './commands.js';
import { createRevisions, revisionHeader } from './revisions.js';
import { createSpiceDbClient } from './spicedb-client.js';
import type { SpiceDbConfig } from './spicedb.config.js';
import {
  asNobody,
  asUser,
  newId,
  openWorld,
  project,
  system,
  tuple,
  user,
  type World,
} from './world.fixture.js';
import { verifyEngine } from './verify.js';

let world: World;
const open: AuthzEngine[] = [];
beforeAll(async () => {
  world = await openWorld({ config: { feedIntervalMs: 10 }, inProcess: true });
  await world.fill();
}, 60_000);
afterEach(async () => {
  world.server.hold = undefined;
  for (const engine of open.splice(0)) await engine.stop();
});
afterAll(() => world.close());

async function engineWith(config: Partial<SpiceDbConfig> = {}): Promise<AuthzEngine> {
  const { database, sql, logger, metrics, spicedb } = world;
  const engine = createAuthzEngine({
    ...{ database, sql, logger, metrics, config: { ...world.config, ...config } },
    spicedb: { ...spicedb, close: () => undefined },
  });
  open.push(engine);
  await engine.start();
  return engine;
}

const write = (touch: readonly Tuple[], gone: readonly Tuple[] = []) =>
  world.database.transact(system(), (tx) => world.relations.write(tx, { touch, delete: gone }));
const ownerOf = (id: string, owner: string): Tuple => tuple(project(id), 'owner', user(owner));

async function counted(line: string): Promise<number> {
  const found = (await world.metrics.render()).split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.split(' ')[1] ?? 0);
}

/** Asks again until it does not throw. */
const until = (work: () => Promise<unknown> | undefined, options?: { readonly timeoutMs: number }) =>
  eventually(async () => {
    await work();
    return true;
  }, options);

/** How much the counter grows while this is done. */
async function growth(line: string, work: () => Promise<unknown>): Promise<number> {
  const before = await counted(line);
  await work();
  return (await counted(line)) - before;
}

const fallbacks = (reason: string) => `ashlar_authz_fallbacks_total{reason="${reason}"}`;
const decided = (engine: string) => `ashlar_authz_decisions_total{engine="${engine}"}`;

it('is nothing but the other authorizer in mode sql', async () => {
  const { database, sql, logger, metrics, config, relations } = world;
  const engine = createAuthzEngine({ database, sql, logger, metrics, config: { ...config, mode: 'sql' } });
  expect(engine.authorizer).toBe(sql);
  expect(engine.noting(relations)).toBe(relations);
  expect([engine.around, engine.checks]).toEqual([undefined, []]);
});

it('asks SpiceDB outside of transactions, and the database inside', async () => {
  const [id, owner] = [newId(), newId()];
  await write([ownerOf(id, owner)]);
  await world.settle();
  const { authorizer } = await engineWith();
  expect(
    await growth(decided('spicedb'), async () => {
      expect(await authorizer.check(asUser(owner), 'project.update', id)).toBe(true);
      await expect(
        authorizer.authorize(asNobody(), { permission: 'project.read', objectId: id }),
      ).rejects.toThrow(NotFound);
      await expect(
        authorizer.authorize(asUser(newId(), ['member']), { permission: 'platform.update' }),
      ).rejects.toThrow(Forbidden);
    }),
  ).toBe(4);
  const seen = await growth(decided('spicedb'), () =>
    world.database.transact(asUser(owner), async (tx) => {
      await world.relations.write(tx, { delete: [ownerOf(id, owner)] });
      expect(await authorizer.check(tx, 'project.update', id)).toBe(false);
    }),
  );
  expect(seen).toBe(0);
});

it('lets the database answer who has seen more than SpiceDB, and says on writes how much that is', async () => {
  const { authorizer, around, noting } = await engineWith();
  const [id, owner] = [newId(), newId()];
  const answers = new Map<string, string>();
  const exchange = (revision?: string) => ({
    header: (name: string) => (name === revisionHeader ? revision : undefined),
    answer: (name: string, value: string) => void answers.set(name, value),
  });
  const ask = () => authorizer.check(asUser(owner), 'project.update', id);
  // The request that writes sees it at once, though nobody has fed SpiceDB.
  await around?.(exchange(), async () => {
    await world.database.transact(system(), (tx) =>
      noting(world.relations).write(tx, { touch: [ownerOf(id, owner)] }),
    );
    expect(await ask()).toBe(true);
  });
  const revision = answers.get(revisionHeader);
  expect(revision).toMatch(/^[\w-]+$/);
  // So does who brings what was answered; who does not may wait for the feed.
  expect(
    await growth(fallbacks('behind'), async () => expect(await around?.(exchange(revision), ask)).toBe(true)),
  ).toBe(1);
  expect(await ask()).toBe(false);
  await world.settle();
  await until(async () => expect(await ask()).toBe(true));
  expect(
    await growth(decided('spicedb'), async () => expect(await around?.(exchange(revision), ask)).toBe(true)),
  ).toBe(1);
  // Nobody gets an older answer by a header that makes no sense.
  expect(await growth(fallbacks('behind'), async () => around?.(exchange('nonsense'), ask))).toBe(1);
});

it('a write that was rolled back has no revision', async () => {
  const revisions = createRevisions(async () => '77');
  const answers: string[] = [];
  const exchange = {
    header: () => undefined,
    answer: (_: string, value: string) => void answers.push(value),
  };
  const writing = (fails: boolean) =>
    revisions.around(exchange, () =>
      world.database.transact(system(), async (tx) => {
        await revisions.noting(world.relations).write(tx, { touch: [ownerOf(newId(), newId())] });
        if (fails) throw new Error('changed its mind');
      }),
    );
  await expect(writing(true)).rejects.toThrow('changed its mind');
  expect(answers).toEqual([]);
  await writing(false);
  expect(answers).toHaveLength(1);
});

it('lets the database answer when SpiceDB is too far behind, knows another model or was never filled', async () => {
  const { authorizer, checks } = await engineWith({ maxStalenessMs: 500 });
  const ask = () => authorizer.check(asUser(newId()), 'project.read', newId());
  const fallsBack = (reason: string) =>
    until(async () => expect(await growth(fallbacks(reason), ask)).toBe(1));
  const set = (text: string) => world.query(`update authz.spicedb_feed set ${text}`);
  const [before] = await world.query<{ schema_hash: string }>('select schema_hash from authz.spicedb_feed');
  await set(`fed_at = now() - interval '1 hour'`);
  await fallsBack('stale');
  await expect(checks[0]?.check()).rejects.toThrow('500 ms behind');
  expect(checks[0]?.degrades).toBe(true);
  await set(`fed_at = now() + interval '1 hour', schema_hash = 'other'`);
  await fallsBack('other-model');
  await set(`schema_hash = '${before?.schema_hash}', state = 'importing'`);
  await fallsBack('unfed');
  await set(`state = 'fed'`);
  await until(async () => expect(await growth(decided('spicedb'), ask)).toBe(1));
  await expect(checks[0]?.check()).resolves.toBeUndefined();
  await set('fed_at = now()');
});

it('an operator takes SpiceDB out of every service at once', async () => {
  const { authorizer, checks } = await engineWith();
  const ask = () => authorizer.check(asUser(newId()), 'project.read', newId());
  const printed: string[] = [];
  const commands = engineCommands(() => ({ ...world, signal: new AbortController().signal }));
  const mode = (...args: string[]) => commands.verbs.mode.run(args, (line) => printed.push(line));
  await mode('sql');
  await until(() => expect(checks[0]?.check()).rejects.toThrow('An operator has set the mode to sql'));
  expect(await growth(decided('spicedb'), ask)).toBe(0);
  await mode('spicedb');
  await until(async () => expect(await growth(decided('spicedb'), ask)).toBe(1));
  expect(printed.map((line) => JSON.parse(line) as object)).toMatchObject([
    { mode: 'sql', configured: 'spicedb', most: 'sql' },
    { mode: 'spicedb', configured: 'spicedb', most: 'spicedb' },
  ]);
  await expect(mode('rego')).rejects.toThrow(TypeError);
});

it('answers from the database while SpiceDB is slow, without waiting again, and goes back by itself', async () => {
  const id = newId();
  const owner = newId();
  await write([ownerOf(id, owner)]);
  await world.settle();
  const { database, sql, logger, metrics } = world;
  const engine = createAuthzEngine({
    ...{ database, sql, logger, metrics },
    config: { ...world.config, timeoutMs: 100 },
    spicedb: createSpiceDbClient({ ...world.config, timeoutMs: 100 }),
  });
  open.push(engine);
  await engine.start();
  const ask = () => engine.authorizer.check(asUser(owner), 'project.update', id);
  let calls = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  world.server.hold = () => {
    calls += 1;
    return held;
  };
  for (let call = 0; call < 5; call += 1) expect(await ask()).toBe(true);
  await expect(engine.checks[0]?.check()).rejects.toThrow('SpiceDB does not answer');
  const after = calls;
  expect(await growth(fallbacks('open'), async () => expect(await ask()).toBe(true))).toBe(1);
  // Only its own probes ask, if any.
  expect(calls - after).toBeLessThanOrEqual(1);
  world.server.hold = undefined;
  release();
  await until(async () => expect(await growth(decided('spicedb'), ask)).toBe(1), { timeoutMs: 10_000 });
  await expect(engine.checks[0]?.check()).resolves.toBeUndefined();
}, 30_000);

it('in the shadow a planted disagreement is found, logged and counted, and what is only late is not', async () => {
  const engine = await engineWith({ mode: 'shadow' });
  const result = (name: string) => `ashlar_authz_shadow_total{result="${name}"}`;
  const [id, owner] = [newId(), newId()];
  await write([ownerOf(id, owner)]);
  // Not fed yet.
  expect(await engine.authorizer.check(asUser(owner), 'project.update', id)).toBe(true);
  const late = await counted(result('late'));
  const feeder = world.feeder();
  await feeder.step(system(), { eager: true });
  await until(
    async () => {
      await feeder.step(system(), { eager: true });
      expect((await counted(result('late'))) - late + (await counted(result('equal')))).toBeGreaterThan(0);
    },
    { timeoutMs: 10_000 },
  );
  await feeder.release();
  expect(await counted(result('different'))).toBe(0);

  const thief = newId();
  await world.spicedb.write([{ op: 'touch', tuple: ownerOf(id, thief) }]);
  // What is fed after it makes SpiceDB answer with what it has by then.
  await write([ownerOf(newId(), newId())]);
  await world.settle();
  const [view] = await world.query<{ zedtoken: string }>('select zedtoken from authz.spicedb_feed');
  const question = { object: project(id), permission: 'update', subject: user(thief) };
  expect(await world.spicedb.check([question], view?.zedtoken ?? '')).toEqual([true]);
  // As long as the engine may not have seen that yet, it is asked again.
  await until(
    async () => {
      expect(await engine.authorizer.check(asUser(thief), 'project.update', id)).toBe(false);
      await world.settle();
      expect(await counted(result('different'))).toBeGreaterThan(0);
    },
    { timeoutMs: 20_000 },
  );
  expect(
    world.logger.entries.find(({ message }) => message === 'SpiceDB and the database disagree'),
  ).toMatchObject({
    permission: 'project.update',
    object_id: id,
    subject_id: thief,
    database: false,
    spicedb: true,
  });
  await world.spicedb.write([{ op: 'delete', tuple: ownerOf(id, thief) }]);
}, 60_000);

it('verify finds and repairs what was damaged on either side, on all or on a sample', async () => {
  const [kept, planted, orphan] = [newId(), newId(), newId()];
  const owner = newId();
  await write([ownerOf(kept, owner)]);
  await world.settle();
  const extra = [ownerOf(kept, planted), ownerOf(orphan, planted)];
  const edge = tuple(project(orphan), 'platform', {
    type: 'platform',
    id: '00000000-0000-0000-0000-000000000000',
  });
  await world.spicedb.write([
    ...[...extra, edge].map((one) => ({ op: 'touch', tuple: one }) as const),
    { op: 'delete', tuple: ownerOf(kept, owner) },
  ]);
  const settle = () => world.settle();
  const sampled = await verifyEngine(system(), world, { sample: 1_000, settle });
  // What the database knows nothing of is seen by the whole comparison alone.
  expect(sampled.differences).toHaveLength(2);
  const found = await verifyEngine(system(), world, { repair: true, settle });
  expect(found.differences.map(({ kind }) => kind).sort()).toEqual(['extra', 'extra', 'extra', 'missing']);
  expect(found.complete).toBe(true);
  const { differences } = await verifyEngine(system(), world, { settle });
  expect(differences).toEqual([]);
}, 60_000);

it('the commands import, verify and say how things are, one line of JSON each', async () => {
  const lines: string[] = [];
  const commands = engineCommands(() => ({ ...world, signal: new AbortController().signal }));
  const run = (verb: keyof typeof commands.verbs, ...args: string[]) =>
    commands.verbs[verb].run(args, (line) => lines.push(line));
  await run('import', '--anew');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ state: 'fed' });
  await run('verify', '--sample', '20');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ differences: 0, repaired: 0 });
  await run('status');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ mode: 'spicedb', state: 'fed', lag_rows: 0 });
  const extra = ownerOf(newId(), newId());
  await world.spicedb.write([{ op: 'touch', tuple: extra }]);
  await expect(run('verify')).rejects.toThrow('differ');
  expect(lines.some((line) => line.startsWith('extra project:'))).toBe(true);
  await run('verify', '--repair');
  await run('verify');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ differences: 0 });
  await expect(run('verify', '--sample', 'many')).rejects.toThrow(TypeError);
}, 60_000);

it('answers the system without asking anybody, and refuses too many objects', async () => {
  const { authorizer } = await engineWith();
  expect(await authorizer.check(system(), 'project.update', newId())).toBe(true);
  const ids = Array.from({ length: 501 }, () => newId());
  await expect(
    authorizer.checkMany(contextFor({ kind: 'user', id: newId(), roles: [] }), 'project.read', ids),
  ).rejects.toThrow(RangeError);
});
