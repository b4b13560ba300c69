import { contextFor, systemContext } from '@ashlar/database';
import { type RunningProcess, startProcess, waitUntil } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import { createLogins, startPostgres } from '@ashlar/test-postgres';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { CrashPoint } from '../chaos.types.js';
import { randomFrom } from '../random.js';
import { type InstallationKeys, openCustody, openWriters, somebody } from '../rotation/installation.js';

const rotator = fileURLToPath(new URL('../../dist/rotation/rotator.js', import.meta.url));
const people = 20;
const digest = (value: Buffer): string => createHash('sha256').update(value).digest('hex');

/** What somebody was told is kept. */
interface Kept {
  readonly who: ReturnType<typeof somebody>;
  readonly id: string;
  readonly digest: string;
}

/**
 * Two rotators turn the ring under `size` owners (1,000), and one of them dies by kill -9 `kills` times (6), while
 * people write, replace and remove secrets.
 */
export const rotation: CrashPoint = {
  name: 'rotation',
  summary: 'kill -9 of two rotators of the key ring while people write',
  full: { size: 100_000, kills: 20 },

  async run({ size = 1_000, kills = 6, seed = 1, log = () => undefined }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-rotation-'));
    const server = await startPostgres({ dataDir: folder });
    const random = randomFrom(seed);
    const key = (): string => randomBytes(32).toString('base64');
    const keys: InstallationKeys = { root: key(), publisher: key(), writer: key() };
    const running: RunningProcess[] = [];
    const closing: (() => Promise<void>)[] = [];
    try {
      await migrate({ url: server.url });
      const logins = await createLogins(server.url, { database: 'postgres' });
      const root = new pg.Client({ connectionString: server.url });
      await root.connect();
      closing.push(() => root.end());
      const count = async (sql: string, values: unknown[] = []): Promise<number> =>
        Number((await root.query<{ count: string }>(sql, values)).rows[0]?.count ?? 0);
      const { custody, database } = await openCustody(logins.secrets, keys, size);
      closing.push(() => database.close());
      await root.query(
        `update secrets.owner_keys set owner_type = 'user', owner_id = gen_random_uuid() where owner_id is null`,
      );
      const system = systemContext('chaos');
      const fresh = await openCustody(logins.secrets, keys, people * 3);
      closing.push(() => fresh.database.close());
      const side = await openWriters(logins.data, keys);
      closing.push(() => side.database.close());

      const kept: Kept[] = [];
      let stop = false;
      let writes = 0;
      const write = async (): Promise<void> => {
        let who = somebody();
        while (!stop) {
          const [first, second] = [randomBytes(200), randomBytes(200)];
          const { id } = await side.secrets.create(who.ctx, who.owner, {
            name: 'chaos',
            kind: 'general',
            value: first,
          });
          await side.secrets.addVersion(who.ctx, who.owner, id, second, 1);
          writes += 2;
          if (writes % 40 === 0) {
            // Whoever goes takes a key away that may just be turned.
            await side.secrets.shredOwner(who.ctx, who.owner);
            for (let index = kept.length - 1; index >= 0; index -= 1)
              if (kept[index]?.who === who) kept.splice(index, 1);
            who = somebody();
          } else kept.push({ who, id, digest: digest(second) });
        }
      };

      const staged = await custody.rotation.stage(system);
      await custody.rotation.move(system, staged, 'active');
      const old =
        (await custody.rotation.status(system)).find(({ state }) => state === 'decrypt-only')?.id ?? '';
      const retiredEarly = await custody.rotation.move(system, old, 'retired').then(
        () => true,
        () => false,
      );
      const started = performance.now();
      const writing = Promise.all(Array.from({ length: 4 }, write));
      const start = async (index: number): Promise<void> => {
        running[index] = await startProcess({
          name: `rotator ${index}`,
          command: process.execPath,
          args: [rotator],
          env: {
            ...{ CHAOS_DATABASE_URL: logins.secrets, CHAOS_ROOT: keys.root },
            ...{ CHAOS_PUBLISHER: keys.publisher, CHAOS_WRITER: keys.writer },
          },
        });
      };
      await Promise.all([start(0), start(1)]);
      let leftAtKills = 0;
      for (let killed = 0; killed < kills; killed += 1) {
        // At any point of the work, whatever a process needs to start here; one in four while it starts or opens the ring.
        const turnedBy = killed % 4 === 3 ? 0 : Math.floor((size * (killed + random())) / (kills + 1));
        const turned = async () =>
          size - (await count('select count(*) from secrets.owner_keys where ring_key_id = $1', [old]));
        await waitUntil(async () => (await turned()) >= turnedBy, {
          ...{ what: `${turnedBy} keys are turned`, within: 120_000 + 36 * size, every: 20 },
        });
        await pause(random() * 100);
        const index = Math.floor(random() * 2);
        await running[index]?.kill();
        leftAtKills += await count('select count(*) from secrets.owner_keys where ring_key_id = $1', [old]);
        log(`kill -9 rotator ${index}`);
        await start(index);
      }
      const done = async (): Promise<boolean> => {
        for (const [index, one] of running.entries())
          if (one.status() !== undefined && !one.output().includes('complete')) await start(index);
        return (await count('select count(*) from secrets.owner_keys where ring_key_id = $1', [old])) === 0;
      };
      await waitUntil(done, { what: 'the ring is turned', within: 120_000 + 36 * size, every: 100 });
      const seconds = (performance.now() - started) / 1_000;
      stop = true;
      await writing;
      await custody.rotation.run(system);

      let lost = 0;
      const service = contextFor({ kind: 'service', id: 'chaos', roles: ['service'] });
      for (const { who, id, digest: expected } of kept) {
        const { token } = await side.grants.mint(who.ctx, {
          service: 'chaos',
          purpose: 'chaos',
          secretIds: [id],
        });
        const opened = await custody.fetch(service, token).catch(() => undefined);
        const [secret] = opened?.secrets ?? [];
        if (!secret || digest(secret.value) !== expected) lost += 1;
      }
      const left = await count('select count(*) from secrets.owner_keys where ring_key_id <> $1', [staged]);
      const twice = await count('select count(*) from secrets.owner_keys where wrap_revision > 2');
      const quarantined = await count('select count(*) from secrets.quarantine');
      const retired = await custody.rotation.move(system, old, 'retired').then(
        () => true,
        () => false,
      );
      const said = (number: number, what: string) => (number > 0 ? [`${number} ${what}`] : []);
      return {
        violations: [
          ...said(lost, 'values that were kept are lost'),
          ...said(left, 'keys of owners are not under the new key'),
          ...said(twice, 'keys were re-wrapped twice'),
          ...said(quarantined, 'keys were put aside'),
          ...(retiredEarly ? ['the old key could be retired before'] : []),
          ...(retired ? [] : ['the old key could not be retired afterwards']),
        ],
        figures: {
          owners: size,
          kills,
          leftAtKills,
          writes,
          opened: kept.length,
          seconds: Math.round(seconds),
          rows_per_second: Math.round(size / seconds),
        },
      };
    } finally {
      for (const one of running) await one.kill();
      for (const close of closing.reverse()) await close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
