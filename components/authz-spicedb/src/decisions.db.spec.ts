import { createAuthzEngine, type AuthzEngine } from './engine.js';
import type { EngineMode } from './spicedb.config.js';
import { askers, objects, questions, randomOf, randomTuple } from './random-world.fixture.js';
import { openWorld, system, type World } from './world.fixture.js';

/** Decisions to compare in each mode; `AUTHZ_DECISIONS=100000` is the full length, `AUTHZ_SEED` starts elsewhere. */
const wanted = Number(process.env['AUTHZ_DECISIONS'] ?? 1_500);
const firstSeed = Number(process.env['AUTHZ_SEED'] ?? 1);
const patience = 60_000 + wanted * 20;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.clear();
  await world.fill();
}, 60_000);
afterAll(() => world.close());

const engineIn = (mode: EngineMode): AuthzEngine => {
  const { database, sql, logger, metrics, spicedb } = world;
  // Closed with the world.
  const shared = { ...spicedb, close: () => undefined };
  return createAuthzEngine({
    config: { ...world.config, mode },
    database,
    sql,
    logger,
    metrics,
    spicedb: shared,
  });
};

async function edit(seed: number): Promise<void> {
  const below = randomOf(seed);
  await world.database.transact(system(), async (tx) => {
    for (const object of objects) if (below(3) === 0) await world.relations.deleteObject(tx, object);
    const drawn = Array.from({ length: 3 * objects.length }, () => randomTuple(below));
    await world.relations.write(tx, { touch: drawn.filter((tuple) => tuple !== undefined) });
  });
}

const sampled = async (name: string): Promise<number> => {
  const line = (await world.metrics.render()).split('\n').find((one) => one.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? 0);
};

it(
  'decides the same in all modes, for every permission and everybody, one by one and many at once',
  async () => {
    const tally = { decisions: 0, allowed: 0, different: [] as string[] };
    for (let seed = firstSeed; tally.decisions < wanted; seed += 1) {
      await edit(seed);
      await world.settle();
      const engines = (['shadow', 'spicedb'] as const).map(engineIn);
      for (const engine of engines) await engine.start();
      const below = randomOf(seed * 7_919);
      for (const { wanted: permission, ids } of questions) {
        for (const ctx of askers) {
          // Each world is asked about in part, so that more worlds come up.
          if (below(4) > 0) continue;
          const right = await world.sql.checkMany(ctx, permission, ids);
          for (const { authorizer } of below(4) === 0 ? engines : engines.slice(1)) {
            const many = await authorizer.checkMany(ctx, permission, ids);
            const single = await authorizer.check(ctx, permission, ids[seed % ids.length]);
            const isRight =
              ids.every((id) => many.has(id) === right.has(id)) &&
              single === right.has(ids[seed % ids.length] ?? '');
            if (!isRight)
              tally.different.push(`seed ${seed}: ${permission} for ${ctx.actor.kind} ${ctx.actor.id}`);
          }
          tally.decisions += ids.length + 1;
          tally.allowed += right.size;
        }
      }
      for (const engine of engines) await engine.stop();
      expect(tally.different).toEqual([]);
    }
    expect(tally.allowed).toBeGreaterThan(tally.decisions / 20);
    expect(tally.allowed).toBeLessThan(tally.decisions * 0.9);
    // SpiceDB was asked, and the comparisons in the shadow found nothing.
    expect(await sampled('ashlar_authz_decisions_total{engine="spicedb"}')).toBeGreaterThanOrEqual(
      tally.decisions,
    );
    expect(await sampled('ashlar_authz_decisions_total{engine="sql"}')).toBe(0);
    expect(await sampled('ashlar_authz_shadow_total{result="equal"}')).toBeGreaterThan(0);
    expect(await sampled('ashlar_authz_shadow_total{result="different"}')).toBe(0);
    expect(await sampled('ashlar_authz_shadow_total{result="late"}')).toBe(0);
  },
  patience,
);
