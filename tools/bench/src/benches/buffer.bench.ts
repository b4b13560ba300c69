import { systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createWriteBuffer } from '@ashlar/message-queue';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.types.js';
import { countReadings, insertReadings, makeReadings, type Reading } from '../buffer/readings.repository.js';
import { describePostgres } from '../machine.js';

/** `--pool N` another number of connections than 10, `--callers N` than 64, `--seconds N` than 10. */
export const buffer: Bench = {
  name: 'buffer',
  summary: 'Inserts one by one, and through a write buffer whose callers wait, at 64 callers.',
  async prepare({ pool = '10', callers = '64', seconds = '10' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-buffer-'));
    const server = await startPostgres({ dataDir: scratch, settings: { shared_buffers: '256MB' } });
    const { database, logger, metrics } = await openDatabase(server.url, [], { poolSize: Number(pool) });
    const ctx = systemContext('bench');
    await makeReadings(ctx, database);
    const insert = (inside: typeof ctx, readings: readonly Reading[]): Promise<void> =>
      database.transact(inside, (tx) => insertReadings(tx, database, readings));
    const readings = createWriteBuffer<Reading>({
      name: 'bench.readings',
      write: insert,
      deadLetters: { store: (letters) => Promise.reject(new Error(letters[0]?.error)) },
      logger,
      metrics,
    });
    let promised = 0;
    const one = (index: number): Reading => {
      promised += 1;
      return { meter: `meter ${index % 100}`, value: index };
    };
    return {
      reference: 'one by one',
      load: { callers: Number(callers), seconds: Number(seconds), warmUpSeconds: 2 },
      facts: { ...(await describePostgres(server.url)), connections: pool },
      subjects: [
        { kind: 'function', name: 'one by one', run: ({ index }) => insert(ctx, [one(index)]) },
        {
          kind: 'function',
          name: 'buffered, waited for',
          run: ({ index }) => readings.fireAndWait(one(index)),
        },
      ],
      async cleanUp() {
        await readings.stop(10_000);
        const written = await countReadings(ctx, database);
        await database.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
        if (written !== promised) throw new Error(`${written} rows for ${promised} readings`);
      },
    };
  },
};
