import { Secret } from '@ashlar/config';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKeycloakDirectory } from './keycloak-directory.js';

let provider: Server;
let issuer: string;
let sent = 0;

beforeAll(async () => {
  provider = createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    if (req.url?.endsWith('/token')) {
      res.end(JSON.stringify({ access_token: 'token', expires_in: 60 }));
      return;
    }
    if (req.url?.startsWith('/elsewhere') === false && req.url.includes('/users/moved')) {
      res.writeHead(302, { location: '/elsewhere' }).end();
      return;
    }
    const more = (): void => {
      do sent += 65_536;
      while (res.write(' '.repeat(65_536)));
    };
    res.on('drain', more);
    more();
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/realms/spec`;
});
afterAll(async () => {
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});

const directory = () =>
  createKeycloakDirectory({
    config: {
      ...{ issuer, adminUrl: undefined, clientId: 'ashlar', timeoutMs: 10_000 },
      ...{ intervalMs: 60_000, fullIntervalMs: 60_000, mostDeletions: 10 },
      clientSecret: new Secret(randomBytes(16).toString('hex')),
    },
  });

it('an answer without an end is given up, long before the time is over', async () => {
  const found = directory()?.find('endless', new AbortController().signal);
  await expect(found).rejects.toMatchObject({ name: 'DirectoryError', kind: 'unavailable' });
  expect(sent).toBeLessThan(64 * 1_048_576);
});

it('a redirect is not followed', async () => {
  sent = 0;
  const found = directory()?.find('moved', new AbortController().signal);
  await expect(found).rejects.toMatchObject({ name: 'DirectoryError' });
  expect(sent).toBe(0);
});
