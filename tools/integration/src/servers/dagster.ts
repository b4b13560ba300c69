import { migrateQueue } from '@ashlar/message-queue';
import { freePort, runToEnd, startProcess, waitUntil } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import { environmentOf, startTestServer } from '@ashlar/test-postgres';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dagsterChecks } from '../dagster-checks.js';
import { findProgram } from '../debian.js';
import { type Place, type Server, ServerMissingError } from '../server.types.js';

const version = '1.13.27';
const venvOf = ({ cacheDir }: Place): string => join(cacheDir, `venv-${version}`);

/** One job for each end, as somebody who uses Dagster would write them. */
const definitions = `
import time
from dagster import Config, Definitions, Failure, job, op

class Greeting(Config):
    name: str

@op
def greet(context, config: Greeting):
    context.log.info(f"hello {config.name}")

@op
def break_down():
    raise Failure("this one always fails")

@op
def wait():
    time.sleep(600)

@job
def greets():
    greet()

@job
def fails():
    break_down()

@job
def waits():
    wait()

defs = Definitions(jobs=[greets, fails, waits])
`;

/** Runs start at once: without a daemon nothing would take them from the queue. */
const instance = `
telemetry:
  enabled: false
run_coordinator:
  module: dagster._core.run_coordinator
  class: DefaultRunCoordinator
`;

/** How this machine's pip finds its registry, and whom it trusts. */
function pipEnvironment(): Record<string, string> {
  const names = /^(PIP_\w+|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|https?_proxy|no_proxy)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      names.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

/** The webserver of Dagster with three jobs, which it runs itself. */
export const dagster: Server = {
  name: 'dagster',
  summary: `Dagster ${version} from the Python package registry, with jobs that succeed, fail and wait`,

  async install(place) {
    const venv = venvOf(place);
    const ready = join(venv, 'bin', 'dagster-webserver');
    const there = await access(ready).then(
      () => true,
      () => false,
    );
    if (there) return;
    if (!(await findProgram('python3')))
      throw new ServerMissingError(
        'the program python3 is not here: install Python 3.10 or later, with venv',
      );
    const run = async (command: string, args: readonly string[]): Promise<void> => {
      const { code, output } = await runToEnd({
        ...{ name: command, command, args, env: pipEnvironment() },
        within: 600_000,
      });
      if (code === 0) return;
      await rm(venv, { recursive: true, force: true });
      throw new ServerMissingError(`${command} ${args[0] ?? ''} failed: ${output.trim().slice(-500)}`);
    };
    place.log(`installing Dagster ${version} from the package registry of pip (250 MB)`);
    await run('python3', ['-m', 'venv', venv]);
    const packages = ['dagster', 'dagster-graphql', 'dagster-webserver'].map((name) => `${name}==${version}`);
    await run(join(venv, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...packages]);
  },

  async start(place) {
    const bring = async (url: string): Promise<void> => {
      await migrate({ url });
      await migrateQueue({ url });
    };
    const postgres = await startTestServer({ migrate: bring });
    try {
      const { url, stop } = await startDagster(place);
      return {
        facts: { DAGSTER_URL: url, ...environmentOf([postgres]) },
        async stop() {
          await stop();
          await postgres.stop();
        },
      };
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  },

  checks: dagsterChecks,
};

/** The webserver with the three jobs, alone. */
export async function startDagster(
  place: Place,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const home = join(place.workDir, 'home');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'dagster.yaml'), instance);
  await writeFile(join(place.workDir, 'ashlar_jobs.py'), definitions);
  const port = await freePort();
  const bin = join(venvOf(place), 'bin');
  const child = await startProcess({
    name: 'dagster',
    command: join(bin, 'dagster-webserver'),
    args: [
      ...['--host', '127.0.0.1', '--port', String(port), '--path-prefix', '/team'],
      ...['--python-file', 'ashlar_jobs.py'],
    ],
    cwd: place.workDir,
    env: { DAGSTER_HOME: home, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    group: true,
  });
  const url = `http://127.0.0.1:${port}/team`;
  const stop = async (): Promise<void> => {
    await child.stop({ within: 30_000 });
  };
  try {
    await waitUntil(
      async () => {
        child.assertRuns();
        // Any path answers with a page; only this one with JSON of its own.
        const info = await fetch(`${url}/server_info`).then(
          (answer) => answer.json() as Promise<{ readonly dagster_version?: string }>,
          () => undefined,
        );
        return info?.dagster_version === version;
      },
      { what: 'dagster answers', within: 120_000 },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
