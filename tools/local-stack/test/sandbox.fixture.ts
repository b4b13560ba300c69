import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const commands = fileURLToPath(new URL('../../commands/', import.meta.url));

/** A command that ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start` under way. */
export interface StartCommand {
  /** What it printed until it said that all is ready. @throws with that when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Nobody reads what it prints any more, as after `npm start | head`. */
  closeOutput(): void;
  /** What a Ctrl-C in its terminal does. */
  interrupt(): void;
}

/** The commands of this checkout, with a home of their own. */
export interface Sandbox {
  /** Not there yet; its path has spaces. */
  readonly home: string;
  start(settings?: Readonly<Record<string, string>>): StartCommand;
  token(name: string): Promise<Ended>;
  reset(): Promise<Ended>;
  /** Runs a line as a shell does when it is pasted there. */
  paste(line: string): Promise<Ended>;
  /** Ends what a failed test left running, and removes everything. */
  dispose(): Promise<void>;
}

export function createSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'npm start '));
  // The account that PostgreSQL runs under passes through here.
  chmodSync(folder, 0o755);
  const home = join(folder, 'the home');
  const { PATH = '', HOME = '' } = process.env;
  // Nothing of the test run itself: a service refuses settings that it does not know.
  const env = { PATH, HOME, ASHLAR_HOME: home };
  const started: StartCommand[] = [];
  const command = (name: string, ...args: readonly string[]): Promise<Ended> =>
    runToEnd(process.execPath, [join(commands, `${name}.mjs`), ...args], env);
  return {
    home,
    start(settings = {}) {
      const running = startCommand({ ...env, ...settings });
      started.push(running);
      return running;
    },
    token: (name) => command('token', name),
    reset: () => command('reset'),
    paste: (line) => runToEnd('sh', ['-c', line], { ...env, PATH: `${PATH}:${standInTools(folder)}` }),
    async dispose() {
      for (const running of started) running.interrupt();
      await Promise.all(started.map(({ ended }) => ended));
      await command('reset');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startCommand(env: Readonly<Record<string, string>>): StartCommand {
  // A process group of its own, as a terminal gives to what is typed there.
  const child = spawn(process.execPath, [join(commands, 'start.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let over = false;
  let stdout = '';
  let stderr = '';
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? -1, stdout, stderr }));
    child.once('exit', () => (over = true));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ready = new Promise<string>((done, fail) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('Ctrl-C stops everything')) done(stdout);
    });
    void ended.then(() => fail(new Error(`npm start ended:\n${stdout}\n${stderr}`)), fail);
  });
  ready.catch(() => {});
  return {
    ready,
    ended,
    closeOutput() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    interrupt() {
      if (!over && child.pid) process.kill(-child.pid, 'SIGINT');
    },
  };
}

function runToEnd(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(file, args, { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** A folder with a `curl`, for machines that have none; it knows what the printed lines use. */
function standInTools(folder: string): string {
  const tools = join(folder, 'tools');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'curl.mjs'), curl);
  writeFileSync(join(tools, 'curl'), `#!/bin/sh\nexec '${process.execPath}' '${tools}/curl.mjs' "$@"\n`, {
    mode: 0o755,
  });
  return tools;
}

const curl = `
const headers = {};
let url, body;
for (let at = 2; at < process.argv.length; at += 1) {
  const word = process.argv[at];
  if (word === '-d') body = process.argv[(at += 1)];
  else if (word === '-H') {
    const [name, value] = process.argv[(at += 1)].split(': ');
    headers[name] = value;
  } else if (word !== '-sS') url = word;
}
const response = await fetch(url, { method: body ? 'POST' : 'GET', headers, body });
process.stdout.write(await response.text());
`;
