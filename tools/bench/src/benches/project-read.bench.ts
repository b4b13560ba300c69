import { freePorts, startProcess, waitForHttp } from '@ashlar/processes';
import { type Parts, startParts } from '@ashlar/processes/parts';
import { createHttpClient } from '@ashlar/test-http';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Plan } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const bareServer = fileURLToPath(new URL('../project-read/bare-server.js', import.meta.url));
const inGroup = 200;

/** One project by its id over HTTP, with and without authentication and authorization. */
export const projectRead: Bench = {
  name: 'project-read',
  summary: 'GET /projects/{id} over HTTP: the data API beside the same handler with no authn and no authz.',
  async prepare() {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-'));
    const parts = await startParts({ folder, settings: {} });
    try {
      return await withParts(parts, folder);
    } catch (error) {
      await parts.stop();
      throw error;
    }
  },
};

async function withParts(parts: Parts, folder: string): Promise<Plan> {
  await parts.migrate(root);
  const limits = { ASHLAR_HTTP_RATE_LIMIT: '1000000', ASHLAR_LOG_LEVEL: 'warn' };
  const data = await parts.start('data-api', { folder: root, env: limits });
  const [port = 0, metricsPort = 0] = await freePorts(2);
  const bare = await startProcess({
    name: 'bare',
    command: process.execPath,
    args: ['--enable-source-maps', bareServer],
    cwd: root,
    env: {
      ...limits,
      NODE_ENV: 'production',
      DATABASE_URL: parts.loginFor('data'),
      ASHLAR_HTTP_HOST: '127.0.0.1',
      ASHLAR_HTTP_PORT: String(port),
      ASHLAR_METRICS_HOST: '127.0.0.1',
      ASHLAR_METRICS_PORT: String(metricsPort),
    },
  });
  await waitForHttp(`http://127.0.0.1:${port}/readyz`, { from: bare, within: 60_000 });

  const ids = await makeProjects(data.url, await parts.tokenFor('admin'), await parts.tokenFor('alice'));
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const subject = (name: string, base: string, token: string | undefined) => ({
    kind: 'function' as const,
    name,
    run: () => read(agent, `${base}/api/data/projects/${ids[Math.floor(Math.random() * ids.length)]}`, token),
  });
  return {
    reference: 'no authn, no authz',
    load: { callers: 64, seconds: 10, warmUpSeconds: 3 },
    facts: { ...(await describePostgres(parts.databaseUrl)), projects: String(ids.length) },
    subjects: [
      subject('no authn, no authz', `http://127.0.0.1:${port}`, undefined),
      subject('data API, viewer of the group', data.url, await parts.tokenFor('alice')),
      subject('data API, administrator', data.url, await parts.tokenFor('admin')),
    ],
    async cleanUp() {
      agent.destroy();
      await bare.kill();
      await parts.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Projects in a group that the second caller may view, which is how most people see most projects. */
async function makeProjects(url: string, adminToken: string, viewerToken: string): Promise<string[]> {
  const admin = createHttpClient(url, adminToken);
  const viewer = (await createHttpClient(url, viewerToken).call('GET', '/api/data/user')).json as {
    id: string;
  };
  const made = async (path: string, json: object): Promise<string> => {
    const answer = await admin.call('POST', path, { json });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    return (answer.json as { id: string }).id;
  };
  const domains = (await admin.call('GET', '/api/data/domains')).json as readonly { id: string }[];
  const group = await made('/api/data/groups', { parent_id: domains[0]?.id, slug: 'acme', name: 'Acme' });
  const member = await admin.call('PUT', `/api/data/groups/${group}/members/${viewer.id}`, {
    json: { kind: 'user', role: 'viewer' },
    headers: { 'If-None-Match': '*' },
  });
  if (member.status !== 201) throw new Error(`The member was not added: ${member.status} ${member.text}`);
  const ids: string[] = [];
  for (let n = 0; n < inGroup; n += 1) {
    ids.push(await made('/api/data/projects', { namespace: 'acme', slug: `p${n}`, name: `Project ${n}` }));
  }
  return ids;
}

/** @throws for anything but 200. */
function read(agent: Agent, url: string, token: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}
