import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '@ashlar/test-postgres';
import { AlreadyRunningError, stopLeftBehind, takeRun } from './run-file.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  file = join(folder, 'run.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('takeRun', () => {
  it('is had by one at a time', () => {
    const run = takeRun(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => takeRun(file)).toThrow(AlreadyRunningError);
    run.release();
    expect(existsSync(file)).toBe(false);
    takeRun(file).release();
  });

  it('is taken over from a process that is gone, with the names of what that left behind', () => {
    const processes = { 'data-api': '2147483646@1' };
    writeFileSync(file, JSON.stringify({ supervisor: '2147483645@1', processes }));
    const run = takeRun(file);
    expect(run.leftBehind).toEqual(processes);
    run.release();
  });

  it('is not taken from a file that says nothing', () => {
    writeFileSync(file, '');
    expect(takeRun(file).leftBehind).toEqual({});
  });

  it('keeps what is noted for the next one', () => {
    const run = takeRun(file);
    run.note('self', process.pid);
    writeFileSync(
      file,
      JSON.stringify({ supervisor: '2147483645@1', processes: { self: identifyProcess(process.pid) } }),
    );
    expect(takeRun(file).leftBehind).toEqual({ self: identifyProcess(process.pid) });
  });
});

describe('stopLeftBehind', () => {
  it('stops that process, and no later one that has its pid', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ended = new Promise((done) => child.once('exit', (_code, signal) => done(signal)));
    await new Promise((done) => child.once('spawn', done));
    const pid = child.pid ?? 0;
    expect(await stopLeftBehind(`${pid}@1`)).toBe(false);
    expect(identifyProcess(pid)).toBeDefined();
    expect(await stopLeftBehind(identifyProcess(pid) ?? '')).toBe(true);
    expect(await ended).toBe('SIGTERM');
  });
});
