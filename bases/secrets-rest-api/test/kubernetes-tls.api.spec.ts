import { assertProblem } from '@ashlar/test-http';
import { createCertificateAuthority } from '@ashlar/test-http/certificates';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from './replicas.fixture.js';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ashlar-ca-'));
  const [authority, other] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()]);
  writeFileSync(join(folder, 'ca.crt'), authority.ca);
  writeFileSync(join(folder, 'other.crt'), other.ca);
  world = await openWorld(
    {},
    { certificate: await authority.issue(['127.0.0.1']), caFile: join(folder, 'ca.crt') },
  );
}, 60_000);
afterAll(async () => {
  expect(await world.leaks()).toEqual([]);
  await world.stop();
  rmSync(folder, { recursive: true });
});

const path = '/api/secrets/kubernetes';
const dataOf = (name: string) =>
  world.cluster.objects('Secret', 'science').find(({ metadata }) => metadata.name === name)?.['data'];

it('a Secret is made, replaced and taken back in a cluster that ASHLAR_KUBERNETES_CA_FILE is for', async () => {
  const value = world.value();
  const id = await world.owner.keep('one', value);
  const notebooks = world.as(await world.identity.issueToken('notebooks'));
  for (const next of [value, world.value()]) {
    if (next !== value) await world.owner.replace(id, next);
    const json = { grant: await world.owner.grant(id), namespace: 'science', name: 'over-tls' };
    expect((await notebooks.call('POST', path, { json })).status).toBe(200);
    expect(dataOf('over-tls')).toEqual({ one: next.toString('base64') });
  }
  await world.query("update secrets.secrets set expires_at = now() - interval '1 second' where id = $1", [
    id,
  ]);
  await world.upkeep();
  expect(dataOf('over-tls')).toBeUndefined();
});

it('no Secret and no token of ours goes to a cluster that another authority signed for', async () => {
  const id = await world.owner.keep('two', world.value());
  const token = await world.identity.issueToken('notebooks');
  const wrong = await world.start({ ASHLAR_KUBERNETES_CA_FILE: join(folder, 'other.crt') });
  const seen = world.cluster.requests.length;
  const grant = await world.owner.grant(id);
  const answer = await world
    .as(token, wrong)
    .call('POST', path, { json: { grant, namespace: 'science', name: 'two' } });
  assertProblem(answer, 503, 'KUBERNETES_UNAVAILABLE');
  expect(world.cluster.requests).toHaveLength(seen);
  expect(dataOf('two')).toBeUndefined();
  // Nothing was opened for it either: the grant is still good.
  const again = await world
    .as(token)
    .call('POST', path, { json: { grant, namespace: 'science', name: 'two' } });
  expect(again.status).toBe(200);
});
