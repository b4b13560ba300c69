import type { Egress } from '@ashlar/egress';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createSelfSignedCertificate,
  type ServerCertificate,
} from '@ashlar/test-http/certificates';
import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { briefly, listing, localEgress, newKeys, s3At } from './probe.fixture.js';
import { createProbe } from './probe.js';

const egress = localEgress();
let authority: CertificateAuthority;
let foreign: CertificateAuthority;
const servers: Server[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  foreign = await createCertificateAuthority('Somebody else');
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A way out that trusts the authority of the spec. */
const trusting: Egress = {
  ...egress,
  request: (request) => egress.request({ ...request, ca: authority.ca }),
};

/** @returns what was sent to sign in, and what the test says. */
async function probeAt(certificate: ServerCertificate, options: ServerOptions = {}, tlsVerify = true) {
  const signatures: string[] = [];
  const server = createServer({ ...certificate, ...options }, ({ headers: { authorization } }, response) => {
    if (authorization !== undefined) signatures.push(authorization);
    listing(response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const report = await createProbe({ egress: trusting })({
    config: s3At(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, { tlsVerify }),
    ...{ credentials: newKeys(), use: 'list', signal: new AbortController().signal },
  });
  return { signatures, report };
}

/** Old versions need old ciphers on the side that speaks nothing else. */
const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

it('a certificate that is trusted and for this name is well', async () => {
  const { signatures, report } = await probeAt(await authority.issue(['127.0.0.1']));
  expect(briefly(report.checks)).toMatchObject({ dns: 'pass OK', tls: 'pass OK', list: 'pass OK' });
  expect(signatures.length).toBeGreaterThan(0);
});

it.each<[string, string, () => Promise<ServerCertificate>, ServerOptions]>([
  [
    'a certificate that has expired',
    'TLS_EXPIRED',
    () => authority.issue(['127.0.0.1'], { notBefore: new Date(0), notAfter: new Date(86_400_000) }),
    {},
  ],
  [
    'a certificate that does not count yet',
    'TLS_EXPIRED',
    () =>
      authority.issue(['127.0.0.1'], {
        notBefore: new Date(Date.now() + 86_400_000),
        notAfter: new Date(Date.now() + 2 * 86_400_000),
      }),
    {},
  ],
  ['a certificate for another name', 'TLS_WRONG_NAME', () => authority.issue(['store.example']), {}],
  ['a certificate of nobody who is trusted', 'TLS_UNTRUSTED', () => foreign.issue(['127.0.0.1']), {}],
  [
    'a certificate that is its own authority',
    'TLS_UNTRUSTED',
    () => createSelfSignedCertificate(['127.0.0.1']),
    {},
  ],
  ['a version that is too old', 'TLS_TOO_OLD', () => authority.issue(['127.0.0.1']), old],
])('%s is named, and nothing is signed for it', async (_, code, issue, options) => {
  const { signatures, report } = await probeAt(await issue(), options);
  expect(report).toMatchObject({ status: 'fail', code });
  expect(briefly(report.checks)).toMatchObject({
    ...{ dns: 'pass OK', tls: `fail ${code}`, auth: 'skip NOT_REACHED' },
  });
  expect(signatures).toEqual([]);
});

it('where nobody is to be verified, the test goes on and says so; a version that is too old stays so', async () => {
  const certificate = await foreign.issue(['store.example']);
  const { report } = await probeAt(certificate, {}, false);
  expect(briefly(report.checks)).toMatchObject({ tls: 'warn TLS_NOT_VERIFIED', list: 'pass OK' });
  const outdated = await probeAt(certificate, old, false);
  expect(briefly(outdated.report.checks).tls).toBe('fail TLS_TOO_OLD');
});
