import { waitUntil } from '@ashlar/processes';
import type { S3Config } from '@ashlar/storage';
import { createCertificateAuthority } from '@ashlar/test-http/certificates';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { askMinio, keysThatMay, newKeys, startMinio } from './minio.js';
import {
  allOf,
  allow,
  expectReport,
  isList,
  minioOf,
  of,
  reached,
  tryIt,
  withOwn,
  withProxy,
} from './s3-world.js';
import type { Facts } from './server.types.js';

/** What a connection test says of a store that works, and of each way in which it does not. */
export const s3Checks: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  async 'a store that works passes every check, and nothing is left in it'(facts) {
    const minio = minioOf(facts);
    expectReport(
      await tryIt(minio, {}),
      allOf(
        `${reached}, auth: pass OK, bucket: pass OK, list: pass OK, write: pass OK, read: pass OK, delete: pass OK`,
      ),
      { endpoint: minio.endpoint },
    );
    const left = await askMinio(minio, { method: 'GET', path: '/results?list-type=2' });
    if (left.includes('<Contents>')) throw new Error(`an object is left: ${left}`);
  },
  async 'temporary keys count with their session token, and without it they do not'(facts) {
    const minio = minioOf(facts);
    const { session_token: token, ...pair } = await keysThatMay(minio, [allow(['*'], 'results*')]);
    const keys = { ...pair, ...(token !== undefined && { session_token: token }) };
    expectReport(await tryIt(minio, { keys }), { auth: 'pass OK', write: 'pass OK' });
    const report = await tryIt(minio, { keys: pair });
    expectReport(report, allOf(reached));
    const auth = report.checks.find(({ name }) => name === 'auth');
    if (auth?.status !== 'fail') throw new Error(JSON.stringify(report));
  },
  async 'a role that is taken on with the keys, and none for a wrong secret'(facts) {
    const minio = minioOf(facts);
    const config = { auth: 'role' } as const;
    expectReport(await tryIt(minio, { config }), { auth: 'pass OK', write: 'pass OK', delete: 'pass OK' });
    const keys = { ...newKeys(), access_key_id: minio.root.access_key_id };
    expectReport(await tryIt(minio, { config, keys }), { auth: 'fail ROLE_DENIED' });
  },
  async 'a wrong key'(facts) {
    expectReport(
      await tryIt(minioOf(facts), { keys: newKeys() }),
      allOf(`${reached}, auth: fail ACCESS_KEY_UNKNOWN, write: skip NOT_REACHED`),
    );
  },
  async 'a wrong secret'(facts) {
    const minio = minioOf(facts);
    const keys = { ...newKeys(), access_key_id: minio.root.access_key_id };
    expectReport(await tryIt(minio, { keys }), allOf(`${reached}, auth: fail SECRET_KEY_WRONG`));
  },
  async 'a wrong region, with the right one suggested'(facts) {
    const minio = minioOf(facts);
    expectReport(
      await tryIt(minio, { config: { region: 'us-west-1' } }),
      allOf(`${reached}, auth: fail WRONG_REGION`),
      { region: minio.region },
    );
  },
  async 'a region that was left out is found'(facts) {
    const minio = minioOf(facts);
    const { region: _, ...others } = { region: minio.region };
    const report = await tryIt(
      { ...minio, ...others },
      { config: { region: undefined } as Partial<S3Config> },
    );
    expectReport(report, allOf(`${reached}, auth: warn REGION_DETECTED, write: pass OK`), {
      region: minio.region,
    });
  },
  async 'a missing bucket'(facts) {
    expectReport(
      await tryIt(minioOf(facts), { config: { bucket: 'nothing-here' } }),
      allOf(`${reached}, auth: pass OK, bucket: fail BUCKET_MISSING, write: skip NOT_REACHED`),
    );
  },
  async 'a read-only key'(facts) {
    const minio = minioOf(facts);
    const keys = await keysThatMay(minio, [
      allow(['ListBucket', 'GetBucketLocation'], 'results'),
      allow(['GetObject'], 'results/*'),
    ]);
    expectReport(
      await tryIt(minio, { keys }),
      allOf(`${reached}, auth: pass OK, bucket: pass OK, list: pass OK, write: fail WRITE_DENIED`),
    );
    await askMinio(minio, { method: 'PUT', path: '/results/there.txt', body: 'there' });
    try {
      expectReport(await tryIt(minio, { keys, use: 'read' }), allOf(`list: pass OK, read: pass OK`));
    } finally {
      await askMinio(minio, { method: 'DELETE', path: '/results/there.txt' });
    }
  },
  async 'a key for a prefix alone, where that is the prefix of the storage'(facts) {
    const minio = minioOf(facts);
    const keys = await keysThatMay(minio, [
      allow(['ListBucket'], 'results', { StringLike: { 's3:prefix': ['team/*'] } }),
      allow(['GetObject', 'PutObject', 'DeleteObject'], 'results/team/*'),
    ]);
    expectReport(
      await tryIt(minio, { keys, config: { prefix: 'team' } }),
      allOf(
        `${reached}, auth: pass OK, bucket: warn PREFIX_ONLY, list: pass OK, write: pass OK, read: pass OK, delete: pass OK`,
      ),
    );
  },
  async 'a key for a prefix alone, where the storage has another'(facts) {
    const minio = minioOf(facts);
    const keys = await keysThatMay(minio, [
      allow(['ListBucket'], 'results', { StringLike: { 's3:prefix': ['team/*'] } }),
      allow(['GetObject', 'PutObject', 'DeleteObject'], 'results/team/*'),
    ]);
    expectReport(
      await tryIt(minio, { keys, config: { prefix: 'others' } }),
      allOf(`${reached}, auth: pass OK, bucket: warn BUCKET_UNCONFIRMED, write: fail WRITE_DENIED`),
    );
  },
  async 'a key that may not delete'(facts) {
    const minio = minioOf(facts);
    const keys = await keysThatMay(minio, [
      allow(['ListBucket'], 'results'),
      allow(['GetObject', 'PutObject'], 'results/*'),
    ]);
    expectReport(
      await tryIt(minio, { keys }),
      allOf(`${reached}, auth: pass OK, write: pass OK, read: pass OK, delete: warn DELETE_DENIED`),
    );
    const left = await askMinio(minio, { method: 'GET', path: '/results?list-type=2' });
    for (const [, key = ''] of left.matchAll(/<Key>([^<]+)<\/Key>/g))
      await askMinio(minio, { method: 'DELETE', path: `/results/${key}` });
  },
  async 'a clock that is an hour off'(facts) {
    const now = (): Date => new Date(Date.now() + 3_600_000);
    expectReport(await tryIt(minioOf(facts), { now }), allOf(`${reached}, auth: fail CLOCK_SKEW`));
  },
  async 'a server that is stopped in the middle of the test'(facts) {
    await withOwn(facts, 'stopped', async (minio) => {
      let written = false;
      const report = await tryIt(minio, {
        async before({ method, url }) {
          if (written && method === 'GET' && url.includes('/results/')) await minio.process.kill();
          written ||= method === 'PUT';
        },
      });
      expectReport(
        report,
        allOf(
          `${reached}, auth: pass OK, write: pass OK, read: warn CONNECTION_LOST, delete: warn CONNECTION_LOST`,
        ),
      );
    });
  },
  async 'a server that stalls for 20 s, of which the test waits for no more than its own time'(facts) {
    await withOwn(facts, 'stalled', async (minio) => {
      const { pid } = minio.process;
      const started = performance.now();
      let going: NodeJS.Timeout | undefined;
      const report = await tryIt(minio, {
        async before({ method, url }) {
          if (going || !isList(method, url)) return;
          process.kill(pid, 'SIGSTOP');
          going = setTimeout(() => process.kill(pid, 'SIGCONT'), 20_000);
          // The signal is on its way to each of its threads.
          const isSilent = () =>
            fetch(minio.endpoint, { signal: AbortSignal.timeout(500) }).then(
              () => false,
              () => true,
            );
          await waitUntil(isSilent, { what: 'minio stands still', within: 10_000 });
        },
      });
      const took = performance.now() - started;
      clearTimeout(going);
      process.kill(pid, 'SIGCONT');
      expectReport(report, allOf(`${reached}, auth: fail STALLED, write: skip NOT_REACHED`));
      if (took >= 20_000) throw new Error(`the test took ${Math.round(took)} ms`);
    });
  },
  async 'a certificate that nobody trusts, and that somebody said not to look at'(facts) {
    const authority = await createCertificateAuthority();
    const tls = await authority.issue(['127.0.0.1']);
    const folder = join(of(facts, 'S3_WORK_DIR'), 'tls');
    const minio = await startMinio(of(facts, 'S3_PROGRAM'), folder, tls);
    try {
      expectReport(
        await tryIt(minio, {}),
        allOf('dns: pass OK, tls: fail TLS_UNTRUSTED, auth: skip NOT_REACHED'),
      );
      // It has no bucket: who says so has understood what was signed.
      expectReport(
        await tryIt(minio, { config: { tlsVerify: false } }),
        allOf('dns: pass OK, tls: warn TLS_NOT_VERIFIED, auth: pass OK, bucket: fail BUCKET_MISSING'),
      );
      const http = minio.endpoint.replace('https:', 'http:');
      expectReport(await tryIt(minio, { endpoint: http }), allOf('dns: pass OK, tls: skip PLAIN_HTTP'));
    } finally {
      await minio.process.kill();
    }
  },
  async 'TLS where none is spoken'(facts) {
    const endpoint = of(facts, 'S3_ENDPOINT').replace('http:', 'https:');
    expectReport(await tryIt(minioOf(facts), { endpoint }), allOf('dns: pass OK, tls: fail TLS_NOT_SPOKEN'));
  },
  async 'no server'(facts) {
    const endpoint = await withOwn(facts, 'gone', (minio) => Promise.resolve(minio.endpoint));
    expectReport(
      await tryIt(minioOf(facts), { endpoint }),
      allOf('dns: pass OK, tls: fail CONNECTION_FAILED'),
    );
  },
  async 'a redirect, which is not followed'(facts) {
    const minio = minioOf(facts);
    let followed = 0;
    const report = await withProxy(
      minio,
      (method, path, response) => {
        if (path.startsWith('/elsewhere')) followed += 1;
        if (!isList(method, path)) return false;
        response.writeHead(307, { location: '/elsewhere' }).end();
        return true;
      },
      (endpoint) => tryIt(minio, { endpoint, config: { addressing: 'path' } }),
    );
    expectReport(report, allOf(`${reached}, auth: fail REDIRECTED`));
    if (followed > 0) throw new Error('it was followed');
  },
  async garbage(facts) {
    const minio = minioOf(facts);
    const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
      'a page': (response) =>
        void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><body>Console</body></html>'),
      'no HTTP': (response) => void response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'),
      'XML without an end': (response) =>
        void response.writeHead(200, { 'content-type': 'application/xml' }).end('<ListBucketResult><Name>'),
    };
    for (const answer of Object.values(answers)) {
      const report = await withProxy(
        minio,
        (method, path, response) => {
          if (!isList(method, path)) return false;
          answer(response);
          return true;
        },
        (endpoint) => tryIt(minio, { endpoint, config: { addressing: 'path' } }),
      );
      expectReport(report, allOf(`${reached}, auth: fail UNINTELLIGIBLE`));
    }
  },
  async 'a store that says something else than what was written'(facts) {
    const minio = minioOf(facts);
    const report = await withProxy(
      minio,
      (method, path, response) => {
        if (method !== 'GET' || !path.includes('/results/')) return false;
        response.writeHead(200).end('something else');
        return true;
      },
      (endpoint) => tryIt(minio, { endpoint }),
    );
    expectReport(report, allOf('write: pass OK, read: warn READ_DIFFERS, delete: pass OK'));
  },
};
