import { waitUntil, WaitTimeoutError } from '@ashlar/processes';
import { deployables, startParts, type Deployable } from '@ashlar/processes/parts';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ChaosOptions, CrashPoint, Verdict } from '../chaos.types.js';
import { killBetweenClaimAndCommit, killBetweenEffectAndRecord } from '../between.js';
import { countOpenJobs, gatherEvidence, keepOutboxIds, type Evidence } from '../evidence.js';
import { startFleet, type Fleet, type WhileDead } from '../fleet.js';
import { judgeJobs, judgeWrites } from '../judge.js';
import { randomFrom } from '../random.js';
import { createStorageClient, type StorageClient, type Write } from '../storage-client.js';

const callers = 16;
/** Of all writes, for each moment at which a worker dies with their jobs in its hands. */
const writesBetween = 8;
const env = {
  // One caller sends more than a person would.
  'data-api': { ASHLAR_HTTP_RATE_LIMIT: '1000000', ASHLAR_LOG_LEVEL: 'warn' },
  'secrets-api': { ASHLAR_LOG_LEVEL: 'warn' },
  // The jobs of a worker that was killed come back after this.
  'background-jobs': { ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_LOG_LEVEL: 'warn' },
} as const;

/** Every service is killed while `size` writes (1,000) arrive and their jobs run. */
export const killService: CrashPoint = {
  name: 'kill-service',
  summary:
    'kill -9 of each service in the middle of 1,000 writes; nothing acknowledged is lost, every effect happens once',

  async run({ root, size = 1000, seed = 1, log = () => undefined }: ChaosOptions): Promise<Verdict> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-'));
    const parts = await startParts({ folder });
    const database = new pg.Client({ connectionString: parts.databaseUrl });
    try {
      await parts.migrate(root);
      await database.connect();
      await keepOutboxIds(database);
      const fleet = await startFleet({ parts, root, env });
      const client = createStorageClient(fleet, await parts.tokenFor('admin'));
      log('all services are ready');

      let openJobs = 0;
      const kill = async (victim: Deployable, when: string, between?: WhileDead) => {
        const open = await countOpenJobs(database);
        openJobs += open;
        await fleet.kill(victim, between);
        log(`${when}: kill -9 ${victim}, ${open} jobs open`);
      };
      const { writes, kills } = await writeUnderFire({
        client,
        size: size - 2 * writesBetween,
        random: randomFrom(seed),
        kill,
      });
      const work = async (): Promise<void> => {
        const last = Array.from({ length: writesBetween }, (_, at) => nextWrite(writes.length + at, []));
        writes.push(...last);
        for (const write of last) write.answer = await client.write(write);
      };
      const { databaseUrl } = parts;
      const effectsOfTheDead = await killBetweenClaimAndCommit({
        databaseUrl,
        work,
        // From then on over BullMQ: what a worker takes from the outbox itself has its effect and its record in one commit.
        kill: (run) =>
          kill('background-jobs', 'between claim and commit', { run, env: { ASHLAR_QUEUE_BULLMQ: 'true' } }),
      });
      await killBetweenEffectAndRecord({
        databaseUrl,
        work,
        kill: (run) => kill('background-jobs', 'between effect and record', { run }),
      });
      const first = judgeWrites(writes, await gatherEvidence(database), { sentAgain: false });
      const unanswered = writes.filter(({ answer }) => answer.status === 'none');
      log(`${writes.length} writes, ${kills + 2} kills, ${unanswered.length} without an answer: sent again`);
      for (const write of unanswered) write.answer = await client.write(write);

      const evidence = await atRest(database);
      const repeated = await repeatedAtLast(fleet);
      const listed = new Set(await client.listIds());
      const unlisted = evidence.storages.filter(({ id }) => !listed.has(id)).length;
      return {
        violations: [
          ...first,
          ...judgeWrites(writes, evidence, { sentAgain: true }).map(
            (violation) => `after sending again: ${violation}`,
          ),
          ...judgeJobs(evidence),
          ...(effectsOfTheDead > 0
            ? [`${effectsOfTheDead} effects of a worker that died before its commit`]
            : []),
          ...(repeated > 0
            ? []
            : ['no job was delivered again after its effect: the kill came at another time']),
          ...(unlisted > 0 ? [`${unlisted} storages are not in the list`] : []),
          ...writes
            .filter(({ answer }) => answer.status === 'none')
            .map(({ name }) => `${name} got no answer twice`),
        ],
        figures: {
          writes: writes.length,
          acknowledged: writes.filter(({ answer }) => Number(answer.status) < 300).length,
          refused: writes.filter(({ answer }) => Number(answer.status) >= 400).length,
          unanswered: unanswered.length,
          kills: kills + 2,
          openJobsAtKills: openJobs,
          repeatedDeliveries: repeated,
          storages: evidence.storages.length,
          jobs: evidence.jobsCommitted.length,
        },
      };
    } finally {
      await database.end();
      await parts.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Fire {
  readonly client: StorageClient;
  readonly size: number;
  readonly random: () => number;
  readonly kill: (victim: Deployable, when: string) => Promise<void>;
}

/** Callers write in turns; at chosen numbers of answered writes somebody dies. */
async function writeUnderFire({ client, size, random, kill }: Fire) {
  const plan = planKills(size, random);
  const writes: Write[] = [];
  const created: { name: string; id: string; version: number }[] = [];
  const restarts: Promise<void>[] = [];
  let answered = 0;
  let kills = 0;

  const caller = async () => {
    while (writes.length < size) {
      const write = nextWrite(writes.length, created);
      writes.push(write);
      const answer = await client.write(write);
      write.answer = answer;
      if (answer.status === 'none') continue;
      answered += 1;
      if (write.kind === 'create' && answer.status === 201 && answer.id) {
        created.push({ name: write.name, id: answer.id, version: 1 });
      }
      for (const victim of plan.get(answered) ?? []) {
        kills += 1;
        restarts.push(kill(victim, `after ${answered} answers`));
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  await Promise.all(restarts);
  return { writes, kills };
}

/** Each service dies once alone, and the two that write twice, the last time together. */
function planKills(size: number, random: () => number): ReadonlyMap<number, readonly Deployable[]> {
  const moments: (readonly Deployable[])[] = [
    ...deployables.map((name) => [name]),
    ['background-jobs'],
    ['data-api', 'background-jobs'],
  ];
  const slot = (size * 0.8) / moments.length;
  return new Map(moments.map((victims, index) => [Math.ceil((index + 0.25 + random() / 2) * slot), victims]));
}

/** Of ten writes seven create, one repeats a name and must be rolled back, two change what was created. */
function nextWrite(index: number, created: { name: string; id: string; version: number }[]): Write {
  const write = { key: randomUUID(), answer: { status: 'none' } as const };
  const turn = index % 10;
  if (turn === 4 || turn === 7) {
    // Taken out, so that no two updates meet: each must succeed.
    const target = created.shift();
    if (target) return { ...write, kind: 'update', name: target.name, target };
  }
  const twin = turn === 9 ? created.at(-1) : undefined;
  if (twin) return { ...write, kind: 'duplicate', name: twin.name };
  return { ...write, kind: 'create', name: `storage ${index}` };
}

/** Jobs delivered to the running worker after they had taken effect, once there are some; none after half a minute. */
async function repeatedAtLast(fleet: Fleet): Promise<number> {
  const { metricsUrl } = await fleet.ready('background-jobs');
  let last = 0;
  const count = async (): Promise<boolean> => {
    const text = await (await fetch(metricsUrl)).text();
    const counts = text.matchAll(/^ashlar_jobs_total\{[^}]*outcome="duplicate"[^}]*\} (\d+)/gm);
    last = [...counts].reduce((sum, [, number]) => sum + Number(number), 0);
    return last > 0;
  };
  try {
    await waitUntil(count, { what: 'a job is delivered again', within: 30_000 });
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error;
  }
  return last;
}

/** The evidence once every committed job is done; as it is after a minute when that does not come. */
async function atRest(database: pg.Client): Promise<Evidence> {
  let last = await gatherEvidence(database);
  try {
    await waitUntil(
      async () => {
        last = await gatherEvidence(database);
        return last.jobsWaiting === 0 && last.jobsDone.length >= last.jobsCommitted.length;
      },
      { what: 'the queue comes to rest', within: 60_000, every: 100 },
    );
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error;
  }
  return last;
}
