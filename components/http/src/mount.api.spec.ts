import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import type { Mount } from './index.js';
import { type Sample, startSample } from './sample.fixture.js';

const seen: string[] = [];
const app: Mount['app'] = (req, res, next) => {
  seen.push(`${req.method} ${req.url}`);
  if (req.url === '/nothing') next();
  else res.end('the board');
};
const board: Mount = { path: '/api/sample/board', permission: 'lamp.write', readOnly: true, app };
const desk: Mount = { ...board, path: '/api/sample/desk', readOnly: false };

let sample: Sample;
let nobody: HttpClient;

beforeAll(async () => {
  sample = await startSample({ services: { mounts: [board, desk] } });
  nobody = createHttpClient(sample.server.url);
});
afterAll(() => sample.server.stop());
beforeEach(() => void seen.splice(0));

describe('a mounted application', () => {
  it('is for those who have the permission', async () => {
    assertProblem(await nobody.call('GET', board.path), 401, 'UNAUTHENTICATED');
    assertProblem(await nobody.as('eve').call('GET', `${board.path}/static/x.js`), 401, 'UNAUTHENTICATED');
    assertProblem(await nobody.as('ben').call('GET', board.path), 403, 'FORBIDDEN');
    assertProblem(await nobody.as('ben').call('POST', `${desk.path}/x`), 403, 'FORBIDDEN');
    expect(seen).toEqual([]);
    const answer = await nobody.as('ann').call('GET', `${board.path}/queues?page=2`);
    expect(answer).toMatchObject({ status: 200, text: 'the board' });
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(seen).toEqual(['GET /queues?page=2']);
  });

  it('changes nothing when it is read-only', async () => {
    const refused = await nobody.as('ann').call('PUT', `${board.path}/x`, { json: {} });
    assertProblem(refused, 405, 'METHOD_NOT_ALLOWED');
    expect(seen).toEqual([]);
    expect((await nobody.as('ann').call('PUT', `${desk.path}/x`, { json: {} })).status).toBe(200);
    expect(seen).toEqual(['PUT /x']);
  });

  it('has nothing beside its path, and nothing where it says so', async () => {
    assertProblem(await nobody.as('ann').call('GET', `${board.path}ing`), 404, 'ROUTE_NOT_FOUND');
    expect(seen).toEqual([]);
    assertProblem(await nobody.as('ann').call('GET', `${board.path}/nothing`), 404, 'ROUTE_NOT_FOUND');
  });

  it('needs a permission that exists', async () => {
    const services = { mounts: [{ ...board, permission: 'moon.write' }] };
    await expect(startSample({ services })).rejects.toThrow(/moon.write/);
  });
});
