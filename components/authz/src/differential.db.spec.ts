import { systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import {
  clear,
  compareAll,
  compareLists,
  edit,
  end,
  type ListIds,
  newTally,
  productTwins,
  randomTwins,
  type Tally,
  type Twins,
} from './differential.fixture.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createThings, ThingRow, walkPages } from './list.db.fixture.js';
import { createRandom, type Random } from './random.fixture.js';

/** Decisions to compare; `AUTHZ_DECISIONS=100000` is the full length, `AUTHZ_SEED` starts elsewhere. */
const wanted = Number(process.env['AUTHZ_DECISIONS'] ?? 2_000);
const firstSeed = Number(process.env['AUTHZ_SEED'] ?? 1);
const patience = 120_000 + wanted * 20;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture({ entities: [ThingRow] });
  await createThings(fixture.testDatabase.url);
  // A new installation has facts of its own, which the other side does not know.
  await managerFor(systemContext('spec'), fixture.database).query('delete from authz.rel');
});
afterAll(() => fixture.close());

/** A row for each object that exists: as everywhere, it has a tuple of its own from the moment that there is the row. */
async function fillThings({ world, tuples }: Twins): Promise<void> {
  const existing = new Set([...tuples.values()].map(({ object }) => object.id));
  const manager = managerFor(systemContext('spec'), fixture.database);
  await manager.createQueryBuilder().delete().from(ThingRow).execute();
  await manager.insert(
    ThingRow,
    world.objects
      .filter(({ id }) => existing.has(id))
      .map(({ type, id }, index) => ({ id, type, rank: index % 5, isPublic: false })),
  );
}

/** The list in pages of two, either way of finding them, and never another total than its length. */
const listing =
  (random: Random): ListIds =>
  async (ctx, type, _permission, filter) => {
    const limits = random.chance(0.5) ? { ids: 0, sources: 0 } : { ids: 1_000, sources: 1_000 };
    const descending = random.chance(0.5);
    const options = { size: 2, descending, limits };
    const { rows, total } = await walkPages(ctx, fixture.database, type, filter, options);
    const order = rows.map(({ rank, id }) => `${rank} ${id}`);
    expect(order).toEqual(descending ? [...order].sort().reverse() : [...order].sort());
    expect(total).toBe(rows.length);
    return rows.map(({ id }) => id).sort();
  };

async function compare(twins: Twins, seed: number, tallies: { checks: Tally; lists: Tally }): Promise<void> {
  const random = createRandom(seed * 7_919);
  for (let round = 0; round < 3; round += 1) {
    const label = `seed ${seed}, round ${round}`;
    await edit(twins, random, fixture.database, 3 * twins.world.objects.length);
    await compareAll(twins, tallies.checks, label);
    if (round === 2) {
      await fillThings(twins);
      await compareLists(twins, listing(random), tallies.lists, random, label);
    }
    expect({ model: twins.text, differences: tallies.checks.differences }).toMatchObject({ differences: [] });
    expect({ model: twins.text, differences: tallies.lists.differences }).toMatchObject({ differences: [] });
  }
}

function judged({ checks, lists }: { checks: Tally; lists: Tally }): void {
  for (const { decisions, allowed, givenUp } of [checks, lists]) {
    expect(allowed).toBeGreaterThan(decisions / 20);
    expect(allowed).toBeLessThan(decisions * 0.9);
    expect(givenUp).toBeLessThan(decisions / 50);
  }
}

it(
  'decides and lists as SpiceDB does, for random models, graphs and edits',
  async () => {
    const tallies = { checks: newTally(), lists: newTally() };
    for (let seed = firstSeed; tallies.checks.decisions < wanted / 2; seed += 1) {
      const twins = await randomTwins(seed, fixture.database);
      try {
        await compare(twins, seed, tallies);
      } finally {
        await end(twins, fixture.database);
      }
    }
    judged(tallies);
  },
  patience,
);

it(
  'decides and lists as SpiceDB does, for the model of the platform',
  async () => {
    const tallies = { checks: newTally(), lists: newTally() };
    // Starting and ending a SpiceDB takes longer than all that it is asked here.
    const twins = await productTwins(fixture.database);
    try {
      for (let seed = firstSeed; tallies.checks.decisions < wanted / 2; seed += 1) {
        await compare(twins, seed, tallies);
        await clear(twins, fixture.database);
      }
    } finally {
      await end(twins, fixture.database);
    }
    judged(tallies);
  },
  patience,
);
