import { readFileSync, statSync } from 'node:fs';

import type { ConfigurationFault, Environment } from './config.types.js';
import type { Variable } from './variables.js';

const largestFile = 1024 * 1024;

/** The text that the environment, or the file it names, has for a variable. */
export type Reading = { readonly text: string | undefined } | { readonly fault: ConfigurationFault };

export function readVariable({ name, secret, file }: Variable, env: Environment): Reading {
  const direct = valueOf(env, name, secret);
  if (!file) return { text: direct };
  const fileName = `${name}_FILE`;
  const path = valueOf(env, fileName, false);
  if (path === undefined) return { text: direct };
  if (direct !== undefined) return fault(fileName, `is set, and so is ${name}: set one of them`);
  return readFile(fileName, path, secret);
}

/** Nothing set and set to nothing are the same. White space around a secret may belong to it. */
function valueOf(env: Environment, name: string, secret: boolean): string | undefined {
  const text = secret ? env[name] : env[name]?.trim();
  return text === '' ? undefined : text;
}

// No message shows the path: by mistake it may be the secret itself.
function readFile(name: string, path: string, secret: boolean): Reading {
  let bytes: Buffer;
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return fault(name, 'does not name a regular file');
    if (stats.size > largestFile) return fault(name, 'names a file of more than 1 MiB');
    bytes = readFileSync(path);
  } catch (error) {
    return fault(name, `names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
    const text = secret ? content : content.trim();
    return text === '' ? fault(name, 'names an empty file') : { text };
  } catch {
    return fault(name, 'names a file that is not UTF-8 text');
  }
}

function fault(variable: string, message: string): Reading {
  return { fault: { variable, message } };
}
