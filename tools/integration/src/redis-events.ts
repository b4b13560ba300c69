import { Secret } from '@ashlar/config';
import { createRedisSink, type FeedItem } from '@ashlar/events';
import { createSilentLogger } from '@ashlar/logging/testing';
import { askRedis, type RespValue } from './resp.js';
import type { Facts } from './server.types.js';

const stream = 'spec:events';

function item(xid: number, seq: number): FeedItem {
  return {
    position: { xid: String(xid), seq: String(seq) },
    domainId: undefined,
    event: {
      specversion: '1.0',
      id: `event-${xid}-${seq}`,
      source: '/ashlar/spec',
      type: 'lamp.changed',
      subject: 'lamp/1',
      time: '2026-01-31T12:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:ashlar:event:lamp.changed:1',
      actorkind: 'system',
      actorid: 'spec',
      sequence: String(seq).padStart(20, '0'),
      data: { brightness: seq },
    },
  };
}

function assertSame(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
}

/** Events on their way to consumer groups, as the worker hands them over. */
export const redisEventChecks: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  'takes events in order and once, also when some are handed over again': async (facts) => {
    const url = facts['REDIS_URL'] ?? '';
    const sink = createRedisSink({
      url: new Secret(url),
      stream,
      length: 1_000,
      logger: createSilentLogger(),
    });
    const { signal } = new AbortController();
    try {
      await sink.deliver([item(10, 1), item(10, 2)], signal);
      // The worker died before it remembered that; the next one begins with the same.
      await sink.deliver([item(10, 1), item(10, 2), item(11, 3)], signal);
      await sink.deliver([item(9_007_199_254_740, 4)], signal);
    } finally {
      await sink.close();
    }
    const [length, ...ids] = await idsOf(url);
    assertSame(length, 4);
    assertSame(ids, ['10-1', '10-2', '11-3', '9007199254740-4']);
  },

  'fails a batch as a whole when it cannot take it': async (facts) => {
    const url = facts['REDIS_URL'] ?? '';
    await askRedis(url, [['SET', 'spec:taken', 'by something else']]);
    const sink = createRedisSink({
      ...{ url: new Secret(url), stream: 'spec:taken', length: 1_000, logger: createSilentLogger() },
    });
    const { signal } = new AbortController();
    try {
      const outcome = await sink.deliver([item(1, 1)], signal).then(
        () => 'taken',
        (error: unknown) => String(error),
      );
      if (!outcome.includes('WRONGTYPE')) throw new Error(`it said ${outcome}`);
    } finally {
      await sink.close();
      await askRedis(url, [['DEL', 'spec:taken']]);
    }
  },
};

/** How long the stream is, and the ids in it as a script of the server sees them. */
async function idsOf(url: string): Promise<readonly RespValue[]> {
  const script = `local ids = {}
    for i, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do ids[i] = entry[1] end
    return table.concat(ids, ' ')`;
  const [length, ids] = await askRedis(url, [
    ['XLEN', stream],
    ['EVAL', script, '1', stream],
  ]);
  return [length ?? null, ...String(ids).split(' ')];
}
