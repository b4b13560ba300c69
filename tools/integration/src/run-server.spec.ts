import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer } from './run-server.js';
import { ServerMissingError, type Facts, type Server } from './server.types.js';

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-cache-'));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

function probe(changes: Partial<Server> = {}) {
  const log: string[] = [];
  let workDir = '';
  const server: Server = {
    name: 'probe',
    summary: 'A server of the spec.',
    install: async (place) => {
      workDir = place.workDir;
      log.push(`install in ${readdirSync(place.workDir).length} files`);
    },
    start: async () => ({ facts: { PROBE_URL: 'probe://1' }, stop: async () => void log.push('stop') }),
    checks: { answers: async (facts) => void log.push(`check ${facts['PROBE_URL']}`) },
    suites: ['queue'],
    ...changes,
  };
  const run = () =>
    runServer(server, {
      cacheDir,
      log: () => undefined,
      runSuite: async (suite: string, facts: Facts) => void log.push(`suite ${suite} ${facts['PROBE_URL']}`),
    });
  return { log, run, workDir: () => workDir };
}

it('installs, starts, checks, runs suites with the facts, stops and leaves only the cache', async () => {
  const { log, run, workDir } = probe();
  expect(await run()).toEqual({
    server: 'probe',
    passed: ['starts', 'answers', 'queue', 'stops'],
    failed: [],
  });
  expect(log).toEqual(['install in 0 files', 'check probe://1', 'suite queue probe://1', 'stop']);
  expect(existsSync(workDir())).toBe(false);
  expect(readdirSync(cacheDir)).toEqual(['probe']);
});

it('goes on after a failed check, and stops once', async () => {
  const { log, run } = probe({ checks: { answers: () => Promise.reject(new Error('silence')) } });
  expect(await run()).toEqual({
    server: 'probe',
    passed: ['starts', 'queue', 'stops'],
    failed: [{ check: 'answers', why: 'silence' }],
  });
  expect(log.filter((line) => line === 'stop')).toHaveLength(1);
});

it('a server that does not start has failed and is not checked', async () => {
  const { log, run } = probe({ start: () => Promise.reject(new Error('port taken')) });
  expect(await run()).toEqual({
    server: 'probe',
    passed: [],
    failed: [{ check: 'starts', why: 'port taken' }],
  });
  expect(log).toEqual(['install in 0 files']);
});

it('a server that does not stop cleanly has failed', async () => {
  const { run } = probe({
    start: async () => ({ facts: {}, stop: () => Promise.reject(new Error('still there')) }),
  });
  expect((await run()).failed).toEqual([{ check: 'stops', why: 'still there' }]);
});

it('a server that cannot be had is missing, in plain words, and neither passed nor skipped', async () => {
  const { run } = probe({
    install: () => Promise.reject(new ServerMissingError('install the package probe')),
  });
  expect(await run()).toEqual({
    server: 'probe',
    passed: [],
    failed: [],
    missing: 'install the package probe',
  });
});
