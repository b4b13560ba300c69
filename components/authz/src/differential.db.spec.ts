import { systemContext } from '@ashlar/database';
import { compareAll, edit, newTally, randomTwins } from './differential.fixture.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createRandom } from './random.fixture.js';

/** Decisions to compare; the full length is 100,000. */
const wanted = Number(process.env['AUTHZ_DECISIONS'] ?? 6_000);
const firstSeed = Number(process.env['AUTHZ_SEED'] ?? 1);

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

it('decides as SpiceDB does, for random models, graphs and edits', async () => {
  const tally = newTally();
  for (let seed = firstSeed; tally.decisions < wanted; seed += 1) {
    const twins = await randomTwins(seed, fixture.database);
    const random = createRandom(seed * 7919);
    try {
      for (let round = 0; round < 3; round += 1) {
        await edit(twins, random, fixture.database, 40);
        await compareAll(twins, tally, `seed ${seed}, round ${round}`);
        expect(tally.differences).toEqual([]);
      }
      await fixture.database.transact(systemContext('spec'), async (tx) => {
        for (const object of twins.world.objects) await twins.relations.deleteObject(tx, object);
      });
    } finally {
      twins.oracle.close();
    }
  }
  expect(tally.allowed).toBeGreaterThan(tally.decisions / 20);
  expect(tally.givenUp).toBeLessThan(tally.decisions / 50);
}, 1_800_000);
