import { runToEnd } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';
import type { Facts, Server } from './server.types.js';

const script = fileURLToPath(new URL('../src/backend-ai-client.py', import.meta.url));
const domain = '00000000-0000-7000-8000-000000000001';

type Json = Readonly<Record<string, unknown>>;
interface KeyPair {
  readonly access_key: string;
  readonly secret_key: string;
}

function assertSame(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
}

async function call(facts: Facts, who: string, method: string, path: string, json?: object): Promise<Json> {
  const answer = await fetch(`${facts['BACKEND_AI_ENDPOINT']}/api/data/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${facts[`BACKEND_AI_${who.toUpperCase()}_TOKEN`]}`,
      'content-type': 'application/json',
      ...(method === 'PUT' && { 'if-match': '*' }),
    },
    ...(json && { body: JSON.stringify(json) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}

async function keyPairOf(facts: Facts, who: string): Promise<KeyPair> {
  return (await call(facts, who, 'POST', 'user/key-pairs', { name: 'client' })) as unknown as KeyPair;
}

/** Runs one scenario of the script as this person, with a key pair of its own. */
async function client(facts: Facts, who: string, scenario: string, names: object = {}): Promise<Json> {
  const { access_key, secret_key } = await keyPairOf(facts, who);
  const { code, output } = await runToEnd({
    name: 'client',
    command: facts['BACKEND_AI_PYTHON'] ?? '',
    args: ['-W', 'ignore', script, scenario, JSON.stringify(names)],
    env: {
      ENDPOINT: facts['BACKEND_AI_ENDPOINT'] ?? '',
      ACCESS_KEY: access_key,
      SECRET_KEY: secret_key,
    },
    within: 120_000,
  });
  const last = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(output.slice(-2_000));
  return JSON.parse(last) as Json;
}

/** Create, get, list, update and delete, as the client reads the answers. */
async function assertFiles(facts: Facts, who: string, names: object): Promise<void> {
  const data = 'größer\nthan ASCII\n';
  assertSame(await client(facts, who, 'files', names), {
    got: { path: '.clientrc', data, perm: '640' },
    again: [409, 'DOTFILE_EXISTS'],
    listed: [{ path: '.clientrc', data, permission: '640' }],
    updated: { path: '.clientrc', data: '', perm: '600' },
    deleted: { success: true },
    gone: [404, 'DOTFILE_NOT_FOUND'],
    left: [],
  });
}

/** The first one makes whom and what the others are about: alice administers the domain and edits the project. */
export const backendAiChecks: Server['checks'] = {
  'reads the version of the API': async (facts) => {
    const { id } = await call(facts, 'alice', 'GET', 'user');
    await call(facts, 'bob', 'GET', 'user');
    await call(facts, 'admin', 'POST', 'groups', { parent_id: domain, slug: 'lab', name: 'Lab' });
    await call(facts, 'admin', 'POST', 'projects', { namespace: 'lab', name: 'Beam' });
    const member = { kind: 'user', role: 'admin' };
    await call(facts, 'admin', 'PUT', `domains/${domain}/members/${String(id)}`, member);
    const { negotiated, served } = await client(facts, 'alice', 'version');
    assertSame(negotiated, 'v7.20230615');
    assertSame((served as Json)['version'], negotiated);
  },
  'creates, gets, lists, updates and deletes files of a user': (facts) => assertFiles(facts, 'alice', {}),
  'the same of a group, by name and domain': (facts) =>
    assertFiles(facts, 'alice', { group: 'Beam', domain: 'default' }),
  'the same of a group, by its path': (facts) =>
    assertFiles(facts, 'alice', { group: 'lab/beam', domain: 'default' }),
  'the same of a domain': (facts) => assertFiles(facts, 'alice', { domain: 'default' }),
  'the same for somebody else, by their key': async (facts) => {
    const { access_key } = await keyPairOf(facts, 'bob');
    await assertFiles(facts, 'alice', { owner_access_key: access_key });
  },
  'puts and gets the bootstrap script': async (facts) => {
    assertSame(await client(facts, 'alice', 'script'), { posted: {}, got: '#!/bin/sh\necho hi' });
  },
  'hears 401 for a wrong secret': async (facts) => {
    assertSame(await client(facts, 'alice', 'wrong-secret'), [401, 'UNAUTHENTICATED']);
  },
  'hears 404 of a group that it may not see': async (facts) => {
    const failed = await client(facts, 'bob', 'files', { group: 'lab/beam', domain: 'default' }).then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
    if (!failed.includes('PROJECT_NOT_FOUND')) throw new Error(`heard ${failed}`);
  },
};
