import { type Environment, loadConfig, runMain } from '@ashlar/config';
import {
  createSecretFiles,
  createSecretsClient,
  exchangeStandingGrant,
  isInMemory,
} from '@ashlar/secrets/client';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ConsumerConfig, FilesConfig } from './consumer.config.js';

/**
 * Writes secrets to a folder: once, or again whenever they change. It has no keys and no database; what it may have is
 * what its own credential and a grant allow.
 * @param report is told what happened; never a value or a name.
 */
export async function deliverFiles(
  env: Environment,
  { signal, report }: { readonly signal: AbortSignal; readonly report: (line: string) => void },
): Promise<void> {
  const { consumer, files } = loadConfig({ consumer: ConsumerConfig, files: FilesConfig }, env);
  const { secretsUrl, dataUrl, tokenFile, purpose } = consumer;
  const { grant: given, standingGrant: grantId, folder, format, refreshMs, volume } = files;
  if (volume === 'memory' && !(await isInMemory(folder))) {
    throw new Error(`${folder} is not in memory: mount an emptyDir with medium Memory, or allow any volume`);
  }
  const token = async (): Promise<string> => (await readFile(tokenFile, 'utf8')).trim();
  const grant = async (): Promise<string> => {
    if (grantId !== undefined && dataUrl !== undefined) {
      return exchangeStandingGrant({ dataUrl, token, grantId, purpose });
    }
    if (given === undefined) throw new Error('There is neither a grant nor a standing one with a data API');
    return given.reveal();
  };
  const written = createSecretFiles({
    ...{ grant, folder, format },
    secrets: createSecretsClient({ baseUrl: secretsUrl, token }),
  });
  const first = await written.refresh();
  report(`Secrets: ${first}`);
  if (first === 'removed') throw new Error('The grant was refused');
  while (refreshMs > 0 && !signal.aborted) {
    await wait(refreshMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      const outcome = await written.refresh();
      if (outcome !== 'unchanged') report(`Secrets: ${outcome}`);
    } catch (error) {
      // What is there stays: an outage of the services must not take away what a workload already has.
      report(`Secrets: not refreshed, ${error instanceof Error ? error.name : 'failed'}`);
    }
  }
}

/** The main function of the image as init container or sidecar. */
export function runDeliverFiles(env: Environment): Promise<void> {
  return runMain(async () => {
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
    await deliverFiles(env, {
      signal: stop.signal,
      report: (line) => void process.stdout.write(`${JSON.stringify({ message: line })}\n`),
    });
  });
}
