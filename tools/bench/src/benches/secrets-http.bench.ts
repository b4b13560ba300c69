import { createSigner } from '@ashlar/vault';
import { type Parts, startParts } from '@ashlar/processes/parts';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Bench, Metrics, Plan } from '../bench.types.js';
import { describePostgres } from '../machine.js';
import { Latencies, percentile } from '../statistics.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const people = ['admin', 'alice', 'bob', 'outsider'] as const;
const secretsEach = 25;
const bytes = 5_000;

/**
 * Both services as processes over HTTP, durable and with the audit trail: requests come at a fixed rate, nine fetches for
 * each new value, and a latency counts from when the request was due. `--rate N` instead of 500 a second, `--seconds N`.
 */
export const secretsHttp: Bench = {
  name: 'secrets-http',
  summary: 'Secrets over HTTP at 500 requests a second, 90 % fetches, each in the audit trail before.',
  async prepare({ rate = '500', seconds = '20' }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-secrets-http-'));
    const parts = await startParts({ folder, settings: {} });
    try {
      return await withParts(parts, folder, Number(rate), Number(seconds));
    } catch (error) {
      await parts.stop();
      throw error;
    }
  },
};

async function withParts(parts: Parts, folder: string, rate: number, seconds: number): Promise<Plan> {
  await parts.migrate(root);
  const [rootKey, publisher, writer] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const publicOf = (seed: Buffer) => createSigner(seed).publicKey.toString('base64');
  const limits = { ASHLAR_HTTP_RATE_LIMIT: '1000000', ASHLAR_LOG_LEVEL: 'warn' };
  const secretsApi = await parts.start('secrets-api', {
    folder: root,
    env: {
      ...limits,
      ASHLAR_VAULT_ROOT_KEY: rootKey.toString('base64'),
      ASHLAR_SECRETS_PUBLISHER_KEY: publisher.toString('base64'),
      ASHLAR_SECRETS_WRITERS: publicOf(writer),
      ASHLAR_SECRETS_POLICY: 'notebooks|session|*|*',
      ASHLAR_SECRETS_PLAINTEXT_REPLIES: 'allowed',
    },
  });
  const dataApi = await parts.start('data-api', {
    folder: root,
    env: {
      ...limits,
      ASHLAR_SECRETS_WRITER_KEY: writer.toString('base64'),
      ASHLAR_SECRETS_PUBLISHERS: publicOf(publisher),
    },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const service = await parts.tokenFor('notebooks');
  const kept: { readonly token: string; readonly id: string }[] = [];
  for (const name of people) {
    const token = await parts.tokenFor(name);
    for (let index = 0; index < secretsEach; index += 1) {
      const body = { name: `bench ${index}`, value_base64: randomBytes(bytes).toString('base64') };
      const made = await send(agent, 'POST', `${dataApi.url}/api/data/user/secrets`, token, body, 201);
      kept.push({ token, id: (JSON.parse(made) as { readonly id: string }).id });
    }
  }
  const anyOf = (index: number) => {
    const one = kept[(index * 7) % kept.length];
    if (!one) throw new Error('There are secrets');
    return one;
  };
  const mintFor = async ({ token, id }: { readonly token: string; readonly id: string }): Promise<string> => {
    const body = { service: 'notebooks', purpose: 'session', secret_ids: [id] };
    const url = `${dataApi.url}/api/data/secret-grants/tokens`;
    const [, grant = ''] =
      /"(ashlar_grant_[^"]+)"/.exec(await send(agent, 'POST', url, token, body, 200)) ?? [];
    return grant;
  };
  const mint = (index: number): Promise<string> => mintFor(anyOf(index));
  const read = (grant: string) =>
    send(agent, 'POST', `${secretsApi.url}/api/secrets/fetch`, service, { grant }, 200);
  const write = (index: number) => {
    const { token, id } = anyOf(index);
    const body = { value_base64: randomBytes(bytes).toString('base64') };
    return send(agent, 'POST', `${dataApi.url}/api/data/user/secrets/${id}/versions`, token, body, 201);
  };
  const isWrite = (index: number): boolean => index % 10 === 0;

  return {
    rounds: 3,
    facts: {
      ...(await describePostgres(parts.databaseUrl)),
      'requests a second': String(rate),
      value: `${bytes} bytes`,
      secrets: `${kept.length} of ${people.length} people`,
    },
    subjects: [
      {
        kind: 'measure',
        name: `${rate} requests a second, 90 % fetches`,
        async measure() {
          // Made before: a grant lasts a minute, and who mints one is not whom this measures.
          const wanted = rate * seconds;
          const grants: string[] = [];
          const indexes = Array.from({ length: wanted }, (_, index) => index);
          await Promise.all(
            Array.from({ length: 16 }, async () => {
              for (let index = indexes.pop(); index !== undefined; index = indexes.pop())
                if (!isWrite(index)) grants[index] = await mint(index);
            }),
          );
          const [reads, writes] = [new Latencies(), new Latencies()];
          let failures = 0;
          const call = async (index: number, due: number): Promise<void> => {
            try {
              await (isWrite(index) ? write(index / 10) : read(grants[index] ?? ''));
              (isWrite(index) ? writes : reads).add(performance.now() - due);
            } catch {
              failures += 1;
            }
          };
          const begin = performance.now();
          const calls: Promise<void>[] = [];
          while (calls.length < wanted) {
            const due = Math.min(wanted, ((performance.now() - begin) / 1000) * rate);
            while (calls.length < due) calls.push(call(calls.length, begin + (calls.length / rate) * 1000));
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          await Promise.all(calls);
          const took = (performance.now() - begin) / 1000;
          return {
            per_second: (wanted - failures) / took,
            failures,
            ...figures('read', reads),
            ...figures('write', writes),
          };
        },
      },
      {
        kind: 'measure',
        name: 'refused while the audit trail is locked',
        async measure() {
          const client = new pg.Client({ connectionString: parts.databaseUrl });
          await client.connect();
          const grants = await Promise.all(Array.from({ length: 8 }, (_, index) => mint(index)));
          await client.query('begin; lock table secrets.audit in access exclusive mode');
          const took = await Promise.all(
            grants.map(async (grant) => {
              const begin = performance.now();
              await send(agent, 'POST', `${secretsApi.url}/api/secrets/fetch`, service, { grant }, 503);
              return performance.now() - begin;
            }),
          );
          await client.query('rollback');
          await client.end();
          return { slowest_ms: Math.max(...took) };
        },
      },
      {
        kind: 'measure',
        name: 'absent beside corrupt, 2,000 refusals each',
        async measure() {
          const client = new pg.Client({ connectionString: parts.databaseUrl });
          await client.connect();
          const [absent, corrupt] = [anyOf(0), anyOf(1)];
          const both = { absent: new Latencies(), corrupt: new Latencies() };
          for (let round = 0; round < 40; round += 1) {
            const grants = await Promise.all(
              Array.from({ length: 100 }, (_, index) => mintFor(index % 2 === 0 ? absent : corrupt)),
            );
            await client.query('begin');
            await client.query('update secrets.secrets set deleted_at = now() where id = $1', [absent.id]);
            await client.query(
              "update secrets.versions set tag = decode(repeat('00', 16), 'hex') where secret_id = $1",
              [corrupt.id],
            );
            await client.query('commit');
            for (const [index, grant] of grants.entries()) {
              const begin = performance.now();
              await send(agent, 'POST', `${secretsApi.url}/api/secrets/fetch`, service, { grant }, 404);
              (index % 2 === 0 ? both.absent : both.corrupt).add(performance.now() - begin);
            }
            await client.query('update secrets.secrets set deleted_at = null where id = $1', [absent.id]);
          }
          await client.end();
          const medians = [both.absent, both.corrupt].map((one) => percentile(one.sorted(), 0.5));
          const [first = 0, second = 0] = medians;
          return { absent_p50_ms: first, corrupt_p50_ms: second, apart_ms: Math.abs(first - second) };
        },
      },
    ],
    async cleanUp() {
      agent.destroy();
      await parts.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function figures(what: string, latencies: Latencies): Metrics {
  const sorted = latencies.sorted();
  return {
    [`${what}_p50_ms`]: percentile(sorted, 0.5),
    [`${what}_p95_ms`]: percentile(sorted, 0.95),
    [`${what}_p99_ms`]: percentile(sorted, 0.99),
    [`${what}s`]: sorted.length,
  };
}

/** @returns the body. @throws for any other status. */
function send(
  agent: Agent,
  method: string,
  url: string,
  token: string,
  body: object,
  expected: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const sent = request(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === expected) resolve(answer);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${answer.slice(0, 300)}`));
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
