import { compareAll, edit, end, newTally, randomTwins, type Sabotage } from './differential.fixture.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createRandom } from './random.fixture.js';
import { dropArm, dropArrow, flipPrecedence, rewritten } from './sabotage.fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

async function differences(seed: number, sabotage: Sabotage): Promise<number> {
  const tally = newTally();
  const twins = await randomTwins(seed, fixture.database, sabotage);
  const random = createRandom(seed);
  try {
    for (let round = 0; round < 2; round += 1) {
      await edit(twins, random, fixture.database, 3 * twins.world.objects.length);
      await compareAll(twins, tally, `seed ${seed}`);
    }
  } finally {
    await end(twins, fixture.database);
  }
  return tally.differences.length;
}

it.each<[string, Sabotage]>([
  ['an arm is dropped', { model: (model) => rewritten(model, dropArm) }],
  ['arrows lead nowhere', { model: (model) => rewritten(model, dropArrow) }],
  ['a precedence is flipped', { model: (model) => rewritten(model, flipPrecedence) }],
  [
    'a delete is forgotten',
    {
      relations: (relations) => ({
        ...relations,
        write: (tx, change) => relations.write(tx, { ...change, delete: [] }),
      }),
    },
  ],
])(
  'the comparison with SpiceDB notices when %s',
  async (_what, sabotage) => {
    let found = 0;
    for (let seed = 1; found === 0 && seed <= 12; seed += 1) found = await differences(seed, sabotage);
    expect(found).toBeGreaterThan(0);
  },
  60_000,
);
