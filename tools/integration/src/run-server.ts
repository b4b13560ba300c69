import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ServerMissingError,
  type Facts,
  type Outcome,
  type RunningServer,
  type Server,
} from './server.types.js';

export interface RunServerOptions {
  readonly cacheDir: string;
  readonly log: (line: string) => void;
  /** Runs one of Ashlar's suites; throws when it fails. */
  readonly runSuite: (suite: string, facts: Facts) => Promise<void>;
}

/** Set-up, start, checks, suites, stop. Stops and cleans up whatever happens; throws nothing. */
export async function runServer(
  server: Server,
  { cacheDir, log, runSuite }: RunServerOptions,
): Promise<Outcome> {
  const passed: string[] = [];
  const failed: { check: string; why: string }[] = [];
  const attempt = async (check: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      passed.push(check);
      log(`${server.name}: ${check}: ok`);
      return true;
    } catch (error) {
      if (error instanceof ServerMissingError) throw error;
      failed.push({ check, why: error instanceof Error ? error.message : String(error) });
      log(`${server.name}: ${check}: FAILED: ${failed.at(-1)?.why}`);
      return false;
    }
  };

  const workDir = mkdtempSync(join(realpathSync(tmpdir()), `ashlar-${server.name}-`));
  const place = { cacheDir: join(cacheDir, server.name), workDir, log };
  mkdirSync(place.cacheDir, { recursive: true });
  let running: RunningServer | undefined;
  try {
    const up = await attempt('starts', async () => {
      await server.install(place);
      running = await server.start(place);
    });
    if (up && running) {
      const { facts } = running;
      for (const [check, run] of Object.entries(server.checks)) await attempt(check, () => run(facts));
      for (const suite of server.suites ?? []) await attempt(suite, () => runSuite(suite, facts));
      await attempt('stops', () => stopOnce());
    }
    return { server: server.name, passed, failed };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    log(`${server.name}: MISSING: ${missing}`);
    return { server: server.name, passed, failed, missing };
  } finally {
    await stopOnce().catch(() => undefined);
    rmSync(workDir, { recursive: true, force: true });
  }

  async function stopOnce(): Promise<void> {
    const stopping = running;
    running = undefined;
    await stopping?.stop();
  }
}
