import type { Tuple } from '@ashlar/authz';
import { verifyEngine } from '@ashlar/authz-spicedb';
import { contextFor, newId, systemContext } from '@ashlar/database';
import { type RunningProcess, startProcess } from '@ashlar/processes';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Facts } from './server.types.js';
import { type Fed, openFed } from './spicedb-world.repository.js';

interface Keeper {
  up(): Promise<void>;
  /** kill -9. */
  down(): Promise<void>;
}

let keeper: Keeper | undefined;
/** How the running server is stopped and started again. */
export function keepSpiceDb(given: Keeper): void {
  keeper = given;
}

const lengthOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const writes = lengthOf('SPICEDB_WRITES', 3_000);
const kills = lengthOf('SPICEDB_KILLS', 3);
const restarts = lengthOf('SPICEDB_RESTARTS', 1);
const seconds = lengthOf('SPICEDB_SECONDS', 5);
const questions = lengthOf('SPICEDB_QUESTIONS', 3_000);
/** Writes in a second, of the goal for the lag. */
const rate = lengthOf('SPICEDB_RATE', 500);

const feederProgram = fileURLToPath(new URL('./spicedb-feeder.js', import.meta.url));
const projects = Array.from({ length: 200 }, () => newId());
const people = Array.from({ length: 50 }, () => newId());
const relationNames = ['owner', 'editor', 'viewer'] as const;

const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
};
const someTuple = (): Tuple => ({
  object: { type: 'project', id: pick(projects) },
  relation: pick(relationNames),
  subject: { type: 'user', id: pick(people) },
});
const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

async function withFed(facts: Facts, work: (fed: Fed) => Promise<void>): Promise<void> {
  const fed = await openFed(facts);
  try {
    await work(fed);
  } finally {
    await fed.close();
  }
}

async function assertEqual(fed: Fed): Promise<void> {
  const { differences } = await verifyEngine(fed.ctx(), fed, { settle: () => fed.settle() });
  if (differences.length > 0) throw new Error(JSON.stringify(differences.slice(0, 5)));
}

const writeOne = (fed: Fed): Promise<string> =>
  fed.database.transact(systemContext('integration'), async (tx) => {
    const change = Math.random() < 0.5 ? { touch: [someTuple()] } : { delete: [someTuple()] };
    await fed.relations.write(tx, change);
    return fed.transactionId(tx);
  });

export const spicedbChecks: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  [`both sides are equal after ${writes} writes, ${kills} kills of the feeder and ${restarts} restarts of SpiceDB`]:
    (facts) =>
      withFed(facts, async (fed) => {
        await fed.fill();
        let child: RunningProcess | undefined;
        const startChild = async (): Promise<void> => {
          child = await startProcess({
            ...{ name: 'feeder', command: process.execPath, args: [feederProgram], env: facts },
          });
        };
        await startChild();
        let done = 0;
        const revoked = new Set<string>();
        const writer = async (): Promise<void> => {
          while (done < writes) {
            done += 1;
            const tuple = someTuple();
            await fed.database.transact(systemContext('integration'), (tx) =>
              fed.relations.write(tx, Math.random() < 0.5 ? { touch: [tuple] } : { delete: [tuple] }),
            );
            revoked.add(`${tuple.object.id} ${tuple.subject.id}`);
          }
        };
        const writing = Promise.all(Array.from({ length: 8 }, writer));
        const breaks = [...Array<'kill'>(kills).fill('kill'), ...Array<'restart'>(restarts).fill('restart')];
        for (const [index, what] of breaks.sort(() => Math.random() - 0.5).entries()) {
          const at = ((index + Math.random()) * writes) / breaks.length;
          while (done < at && done < writes) await delay(5);
          await delay(Math.random() * 50);
          if (what === 'kill') {
            await child?.kill();
            await startChild();
          } else {
            await keeper?.down();
            await delay(Math.random() * 500);
            await keeper?.up();
          }
        }
        await writing;
        await assertEqual(fed);
        const engine = fed.engineIn('spicedb');
        await engine.start();
        let wrong = 0;
        for (const pair of [...revoked].slice(0, 2_000)) {
          const [id = '', person = ''] = pair.split(' ');
          const ctx = contextFor({ kind: 'user', id: person, roles: [] });
          const [there, here] = [
            await engine.authorizer.check(ctx, 'project.read', id),
            await fed.sql.check(ctx, 'project.read', id),
          ];
          if (there !== here) wrong += 1;
        }
        await engine.stop();
        await child?.stop();
        if (wrong > 0) throw new Error(`${wrong} decisions differ after all has settled`);
      }),

  [`the lag at ${rate} writes a second is below a second for 99 of 100`]: (facts) =>
    withFed(facts, async (fed) => {
      await fed.fill();
      const stop = fed.startFeeding();
      const waiting: { readonly xid: bigint; readonly at: number }[] = [];
      const lags: number[] = [];
      let isOver = false;
      const watch = (async () => {
        while (!isOver || waiting.length > 0) {
          const reached = BigInt(await fed.reached());
          const now = performance.now();
          for (let index = waiting.length - 1; index >= 0; index -= 1) {
            const one = waiting[index];
            if (one && one.xid < reached) {
              lags.push(now - one.at);
              waiting.splice(index, 1);
            }
          }
          await delay(10);
        }
      })();
      // Told when it is waited for.
      watch.catch(() => undefined);
      const begun = performance.now();
      const total = rate * seconds;
      const under: Promise<void>[] = [];
      for (let sent = 0; sent < total; sent += 1) {
        const due = begun + (sent * 1_000) / rate;
        if (due > performance.now() + 2) await delay(due - performance.now());
        under.push(
          writeOne(fed).then((xid) => void waiting.push({ xid: BigInt(xid), at: performance.now() })),
        );
      }
      const outcomes = await Promise.allSettled(under);
      const took = (performance.now() - begun) / 1_000;
      isOver = true;
      await watch.finally(stop);
      const failed = outcomes.filter(({ status }) => status === 'rejected').length;
      if (failed > 0) throw new Error(`${failed} of ${total} writes failed`);
      const [half, most] = [percentile(lags, 0.5), percentile(lags, 0.99)];
      console.log(
        `spicedb: ${Math.round(total / took)} writes/s; lag p50 ${Math.round(half)} ms, p99 ${Math.round(most)} ms`,
      );
      if (most >= 1_000) throw new Error(`p99 of the lag is ${Math.round(most)} ms`);
    }),

  'with SpiceDB stopped checks go on, 99 of 100 within one and a half times as long': (facts) =>
    withFed(facts, async (fed) => {
      await fed.fill();
      const stop = fed.startFeeding();
      const engine = fed.engineIn('spicedb');
      await engine.start();
      const measure = async (): Promise<number> => {
        const times: number[] = [];
        let left = questions;
        const asker = async (): Promise<void> => {
          while (left > 0) {
            left -= 1;
            const at = performance.now();
            const ctx = contextFor({ kind: 'user', id: pick(people), roles: [] });
            await engine.authorizer.check(ctx, 'project.read', pick(projects));
            times.push(performance.now() - at);
          }
        };
        await Promise.all(Array.from({ length: 16 }, asker));
        return percentile(times, 0.99);
      };
      await measure();
      const before = await measure();
      await keeper?.down();
      try {
        const without = await measure();
        const isDegraded = await engine.checks[0]?.check().then(
          () => false,
          () => true,
        );
        console.log(`spicedb: checks p99 ${before.toFixed(1)} ms, stopped ${without.toFixed(1)} ms`);
        if (!isDegraded) throw new Error('readiness does not say that SpiceDB is gone');
        if (without > 1.5 * before) throw new Error(`p99 ${before} ms became ${without} ms`);
      } finally {
        await keeper?.up();
        await stop();
        await engine.stop();
      }
    }),
};
