import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

/** How long it goes on; the full length is 10000. */
const durationMs = Number(process.env['GROUP_CONFIG_WRITERS_MS'] ?? 1_000);
const writers = 64;

interface File {
  readonly id: string;
  readonly content: string;
}
/** How often each writer has written into a file, as its content says it. */
type Tally = Readonly<Record<string, number>>;

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let admin: HttpClient;
let dotfiles: string;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_DATABASE_LOCK_TIMEOUT: '60s',
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  admin = createHttpClient(service.url, await identity.issueToken('admin'));
  const parent_id = '00000000-0000-7000-8000-000000000001';
  const group = await admin.call('POST', '/api/data/groups', {
    json: { parent_id, slug: 'lab', name: 'Lab' },
  });
  dotfiles = `/api/data/groups/${(group.json as File).id}/dotfiles`;
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
});

it(`many writers at the same files of one group lose no update over HTTP (${durationMs} ms)`, async () => {
  const acknowledged = new Map<string, number>();
  /** What was in files that were deleted, in the very version that the deleting writer knew. */
  const deleted = new Map<string, number>();
  const add = (to: Map<string, number>, tally: Tally): void => {
    for (const [writer, times] of Object.entries(tally)) to.set(writer, (to.get(writer) ?? 0) + times);
  };
  const statuses = new Map<number, number>();
  const end = performance.now() + durationMs;
  const noted = async (answering: ReturnType<HttpClient['call']>) => {
    const answer = await answering;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return answer;
  };
  const write = async (writer: string, seed: number): Promise<void> => {
    for (let n = seed; performance.now() < end; n += 1) {
      const [at, moved] = [`shared/${n % 4}`, `shared/${n % 4}-moved`];
      const path = n % 7 === 0 ? moved : at;
      const [known] = (await noted(admin.call('GET', `${dotfiles}?path=${path}`))).json as readonly File[];
      if (!known) {
        const json = { path, content: JSON.stringify({ [writer]: 1 }) };
        const { status } = await noted(admin.call('POST', dotfiles, { json }));
        if (status === 201) add(acknowledged, { [writer]: 1 });
        continue;
      }
      const address = `${dotfiles}/${known.id}`;
      const read = await noted(admin.call('GET', address));
      if (read.status !== 200) continue;
      const headers = { 'If-Match': read.headers.get('etag') ?? '' };
      const tally = JSON.parse((read.json as File).content) as Tally;
      if (n % 13 === 0) {
        if ((await noted(admin.call('DELETE', address, { headers }))).status === 204) add(deleted, tally);
        continue;
      }
      const content = JSON.stringify({ ...tally, [writer]: (tally[writer] ?? 0) + 1 });
      const json = { content, ...(n % 5 === 0 && { path: moved }) };
      const { status } = await noted(admin.call('PATCH', address, { json, headers }));
      if (status === 200) add(acknowledged, { [writer]: 1 });
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => write(`w${n}`, n)));

  const expected = [200, 201, 204, 404, 409, 412];
  expect([...statuses.keys()].filter((status) => !expected.includes(status))).toEqual([]);
  const found = new Map(deleted);
  for (const { id } of (await admin.call('GET', `${dotfiles}?size=100`)).json as readonly File[]) {
    const { json } = await admin.call('GET', `${dotfiles}/${id}`);
    add(found, JSON.parse((json as File).content) as Tally);
  }
  const sorted = (tallies: ReadonlyMap<string, number>) =>
    [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(found)).toEqual(sorted(acknowledged));
  expect(acknowledged.size).toBeGreaterThan(0);
  // They did meet.
  expect((statuses.get(412) ?? 0) + (statuses.get(409) ?? 0)).toBeGreaterThan(0);
}, 120_000);
