import { createClusterRequests } from '@ashlar/authn';
import { type CallOptions, createHttpClient, type HttpClient } from '@ashlar/test-http';
import type { ServerCertificate } from '@ashlar/test-http/certificates';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { type KubernetesApi, startKubernetesApi, validateAsConfigured } from '@ashlar/test-kubernetes';
import { createUsers, userEntities } from '@ashlar/users';
import { systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { generateX25519 } from '@ashlar/vault';
import { createLocalRootKey, openKeyRing, type RootKey } from '@ashlar/vault/custody';
import { loadConfig, Secret } from '@ashlar/config';
import { createCustody, CustodyConfig } from '@ashlar/secrets/custody';
import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startSecretsApi } from '../src/index.js';
import { newKeys, openOwner, type Owner } from './secrets.fixture.js';

type Replica = Awaited<ReturnType<typeof startSecretsApi>>;
type Environment = Readonly<Record<string, string>>;

/** Who in the cluster has which token: ours, and two workloads. */
export const clusterTokens = { own: 'own', notebooks: 'notebooks', gone: 'gone' } as const;

/** Two replicas of the secrets API with all that they lean on, and everything that they let out. */
export interface World {
  readonly identity: IdentityProvider;
  readonly cluster: KubernetesApi;
  readonly testDatabase: TestDatabase;
  readonly keys: ReturnType<typeof newKeys>;
  readonly replicas: readonly [Replica, Replica];
  readonly owner: Owner;
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** A process more, with other settings if wanted; stopped with the others. */
  start(more?: Environment): Promise<Replica>;
  /** What each replica does every minute. */
  upkeep(): Promise<void>;
  /** Another person with secrets; or another process of the data API for one that there is. */
  someone(known?: string): Promise<Owner>;
  /** A client of a replica; whatever it is answered is remembered. */
  as(token: string | null, replica?: { readonly url: string }): HttpClient;
  /** Of a person whom the data API has met. */
  personToken(name: string): Promise<string>;
  /** Bytes that nobody may ever see outside of an answer that is sealed. */
  value(): Buffer;
  /** What the trail has under a grant, the oldest first. */
  outcomesOf(grant: string): Promise<readonly string[]>;
  /** All that the database holds, as text. */
  dump(): Promise<string>;
  /** Where values or keys occur, in any encoding: in logs, metrics, answers and a dump of the whole database. */
  leaks(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** @param tls the cluster answers over TLS only, with this certificate, of whom the file has the authority. */
export async function openWorld(
  more: Environment = {},
  tls?: { readonly certificate: ServerCertificate; readonly caFile: string },
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'ashlar-secrets-'));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, clusterTokens.own);
  const [identity, testDatabase, cluster] = await Promise.all([
    startIdentityProvider(),
    createTestDatabase(),
    startKubernetesApi({
      namespaces: ['science', 'games'],
      ...(tls && { tls: tls.certificate }),
      tokens: {
        [clusterTokens.own]: { username: 'system:serviceaccount:ashlar:secrets-api' },
        [clusterTokens.notebooks]: {
          username: 'system:serviceaccount:science:notebooks',
          audiences: ['ashlar'],
        },
      },
      validate: validateAsConfigured(process.env),
    }),
  ]);
  const keys = newKeys();
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 3 });
  const query = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await root.query(sql, [...values])).rows as readonly Row[];
  const written: string[] = [];
  const answers: string[] = [];
  const values: Buffer[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    // Only what is ours, whole lines of JSON: what jest says still gets out.
    return jest.spyOn(stream, 'write').mockImplementation((...args: unknown[]) => {
      const [text, ...others] = args as [string | Uint8Array, ...unknown[]];
      const line = typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      written.push(line);
      if (!line.startsWith('{')) return (write as (...all: unknown[]) => boolean)(text, ...others);
      for (const other of others) if (typeof other === 'function') (other as () => void)();
      return true;
    });
  });

  const started: Replica[] = [];
  const metricsSeen: string[] = [];
  const start = async (extra: Environment = {}): Promise<Replica> => {
    const replica = await startSecretsApi({
      DATABASE_URL: testDatabase.urlFor('secrets'),
      ASHLAR_AUTH_ISSUERS: identity.issuer,
      ASHLAR_HTTP_HOST: '127.0.0.1',
      ASHLAR_HTTP_PORT: '0',
      ASHLAR_HTTP_RATE_LIMIT: '1000000',
      ASHLAR_METRICS_HOST: '127.0.0.1',
      ASHLAR_METRICS_PORT: '0',
      ASHLAR_LOG_LEVEL: 'debug',
      ASHLAR_LOG_FORMAT: 'json',
      ASHLAR_SECRETS_NAMESPACES: 'notebooks=science,reporting=games:report-',
      ASHLAR_KUBERNETES_ISSUER: 'https://kubernetes.default.svc',
      ASHLAR_KUBERNETES_API: cluster.url,
      ASHLAR_KUBERNETES_TOKEN_FILE: tokenFile,
      ASHLAR_KUBERNETES_SERVICE_ACCOUNTS: 'science:notebooks=notebooks',
      ASHLAR_KUBERNETES_CHECK: 'token-review',
      ASHLAR_KUBERNETES_TIMEOUT: '1s',
      ...(tls && { ASHLAR_KUBERNETES_CA_FILE: tls.caFile }),
      ...keys.env,
      ...more,
      ...extra,
    });
    started.push(replica);
    return replica;
  };
  const replicas = [await start(), await start()] as const;
  const owners: Owner[] = [];
  const someone = async (known?: string): Promise<Owner> => {
    const owner = await openOwner(testDatabase.urlFor('data'), keys, known);
    owners.push(owner);
    return owner;
  };
  const owner = await someone();

  const as = (token: string | null, replica: { readonly url: string } = replicas[0]): HttpClient => {
    const client = createHttpClient(replica.url, token);
    return {
      ...client,
      as: (other) => as(other, replica),
      async call(method: string, address: string, options?: CallOptions) {
        const answer = await client.call(method, address, options);
        answers.push(answer.text, JSON.stringify([...answer.headers]));
        return answer;
      },
    };
  };

  return {
    ...{ identity, cluster, testDatabase, keys, replicas, owner, query, start, someone, as },
    async upkeep() {
      const { database, logger, metrics } = await openDatabase(testDatabase.urlFor('secrets'), userEntities);
      const custody = await createCustody({
        ...{ database, logger, metrics, mayAct: createUsers({ database }).mayAct },
        config: loadConfig({ custody: CustodyConfig }, keys.env).custody,
        kubernetes: {
          access: {
            ...{ apiUrl: cluster.url, tokenFile, timeoutMs: 1_000 },
            send: createClusterRequests({ caFile: tls?.caFile }),
          },
          namespaces: ['notebooks=science'],
        },
      });
      await custody?.keepUp(systemContext('spec'));
      written.push(JSON.stringify(logger.entries));
      await database.close();
    },
    async personToken(name) {
      const token = await identity.issueToken(name);
      const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
      const { sub } = JSON.parse(payload) as { readonly sub: string };
      const { database } = await openDatabase(testDatabase.urlFor('data'), userEntities);
      await createUsers({ database }).mirror(systemContext('spec'), {
        ...{ issuer: identity.issuer, subject: sub, username: name },
      });
      await database.close();
      return token;
    },
    value() {
      const value = randomBytes(48);
      values.push(value);
      return value;
    },
    outcomesOf: async (grant) =>
      (
        await query<{ readonly outcome: string }>(
          `select event->>'outcome' as outcome from secrets.audit where event->>'grant' = $1 order by at, seq`,
          [grantId(grant)],
        )
      ).map(({ outcome }) => outcome),
    dump: () => dumpOf(query),
    async leaks() {
      for (const { metricsUrl } of started) {
        metricsSeen.push(
          await fetch(new URL('/metrics', metricsUrl)).then(
            (answer) => answer.text(),
            () => '',
          ),
        );
      }
      const keyBytes = await keysIn(query, createLocalRootKey(new Secret(keys.env.ASHLAR_VAULT_ROOT_KEY)));
      const seeds = [keys.env.ASHLAR_VAULT_ROOT_KEY, keys.env.ASHLAR_SECRETS_PUBLISHER_KEY].map((text) =>
        Buffer.from(text, 'base64'),
      );
      const places = {
        logs: written.join(''),
        metrics: metricsSeen.join(''),
        answers: answers.join(''),
        dump: await dumpOf(query),
      };
      const found: string[] = [];
      for (const [what, needles] of Object.entries({ value: values, key: [...keyBytes, ...seeds] })) {
        for (const needle of needles) {
          for (const text of encodingsOf(needle)) {
            for (const [place, hay] of Object.entries(places))
              if (hay.includes(text)) found.push(`${what} in ${place}`);
          }
        }
      }
      // Or the search proves nothing.
      if (
        !places.metrics.includes('ashlar_secrets_values_total') ||
        written.length === 0 ||
        keyBytes.length === 0 ||
        values.length === 0
      )
        found.push('there was nothing to look at');
      return found;
    },
    async stop() {
      for (const replica of started) await replica.lifecycle.stop('the spec is done');
      for (const spy of spies) spy.mockRestore();
      for (const one of owners) await one.database.close();
      await root.end();
      await cluster.stop();
      await identity.stop();
      await testDatabase.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface FetchBody {
  readonly grant: string;
  readonly reply_key: string;
}

/** A request for what a grant is for, with a key of its own. */
export const fetchBody = (grant: string): FetchBody => ({
  grant,
  reply_key: generateX25519().publicKey.toString('base64'),
});

function grantId(token: string): string {
  const payload = token.replace('ashlar_grant_', '').split('.')[0] ?? '';
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly jti: string }).jti;
}

/** Every key that the database has wrapped, opened. */
async function keysIn(query: World['query'], root: RootKey): Promise<readonly Buffer[]> {
  const ring = await query<{
    readonly id: string;
    readonly state: 'active';
    readonly root_fingerprint: string;
    readonly wrapped: Buffer;
  }>('select id, state, root_fingerprint, wrapped from secrets.ring_keys where wrapped is not null');
  const records = ring.map(({ root_fingerprint: rootFingerprint, ...row }) => ({ ...row, rootFingerprint }));
  const opened = await openKeyRing(records, root);
  const owners = await query<{ readonly id: string; readonly ring_key_id: string; readonly wrapped: Buffer }>(
    'select id, ring_key_id, wrapped from secrets.owner_keys where owner_id is not null',
  );
  const keys: Buffer[] = [];
  for (const { id, wrapped } of ring) keys.push(await root.unwrap(wrapped, `ring-key:${id}`));
  for (const { id, ring_key_id: ringKeyId, wrapped } of owners) {
    try {
      keys.push(opened.unwrap(ringKeyId, wrapped, `owner-key:${id}`));
    } catch {
      // One that a spec has broken.
    }
  }
  return keys;
}

/** Every row of every table, as text. */
async function dumpOf(query: World['query']): Promise<string> {
  const tables = await query<{ readonly name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const [row] = await query<{ readonly text: string | null }>(
      `select string_agg(t::text, chr(10)) as text from ${name} as t`,
    );
    parts.push(`${name}\n${row?.text ?? ''}`);
  }
  return parts.join('\n');
}

/** As it could be written down: raw, hexadecimal, base64 wherever it begins, and each of these in a column of bytes. */
export function encodingsOf(bytes: Buffer): readonly string[] {
  const base64 = [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The ends depend on what is beside it.
    const inner = text.slice(shift === 0 ? 0 : 4, text.length - 4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const plain = [
    ...[hex, hex.toUpperCase(), escaped, escaped.toUpperCase()],
    ...[bytes.toString('latin1'), bytes.toString('utf8'), encodeURIComponent(bytes.toString('utf8'))],
    ...[JSON.stringify([...bytes]).slice(1, -1), JSON.stringify(bytes.toString('utf8')).slice(1, -1)],
    ...base64,
  ];
  return [...new Set([...plain, ...plain.map((text) => Buffer.from(text).toString('hex'))])];
}
