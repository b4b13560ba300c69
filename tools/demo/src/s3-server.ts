import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as send } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Options } from './world.js';

interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
interface Account {
  createKeyPair(id: string, secret: string): void;
}

const load = createRequire(import.meta.url);

/** A server that speaks S3, from npm, with a bucket, two pairs of keys, and a region that it insists on as S3 does. */
export interface OwnS3 {
  readonly options: S3Options;
  stop(): Promise<void>;
}

const newKeys = () => ({
  accessKeyId: `AK${randomBytes(9).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64url'),
});

export async function startOwnS3(region = 'eu-central-1', bucket = 'results'): Promise<OwnS3> {
  const Server = load('@20minutes/s3rver') as new (options: object) => S3rver;
  const { DUMMY_ACCOUNT: account } = load('@20minutes/s3rver/lib/models/account.js') as {
    readonly DUMMY_ACCOUNT: Account;
  };
  const [keys, newer] = [newKeys(), newKeys()];
  for (const { accessKeyId, secretAccessKey } of [keys, newer])
    account.createKeyPair(accessKeyId, secretAccessKey);
  const directory = await mkdtemp(join(tmpdir(), 'ashlar-demo-s3-'));
  const server = new Server({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory, resetOnClose: false },
    ...{ configureBuckets: [{ name: bucket, configs: [] }], vhostBuckets: false },
  });
  const { port } = await server.run();
  const front = createServer((request, response) => {
    const scope = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '');
    if (scope && scope[1] !== region) {
      request.resume();
      response.writeHead(400, { 'content-type': 'application/xml' });
      response.end(
        `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AuthorizationHeaderMalformed</Code><Message>The region is wrong</Message><Region>${region}</Region></Error>`,
      );
      return;
    }
    const { method, url: path, headers } = request;
    const onward = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  return {
    options: {
      endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      region,
      bucket,
      ...keys,
      newer,
    },
    async stop() {
      await new Promise<void>((done) => {
        front.close(() => done());
        front.closeAllConnections();
      });
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
