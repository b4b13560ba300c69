import { isUtf8 } from 'node:buffer';
import { ConfigBundleSecretNotText } from './config-bundles.errors.js';
import type { BundleEntry } from './tar.js';

/** `{{secret:NAME}}`, where NAME is the file name of a secret or of a slot. All else is left as it is. */
const reference = /\{\{secret:([A-Za-z0-9_.-]{1,99})\}\}/g;

/** Names of the secrets that contents refer to, sorted, each once. */
export function secretsNamedIn(entries: readonly Pick<BundleEntry, 'content'>[]): readonly string[] {
  const names = entries.flatMap(({ content }) =>
    [...content.toString('latin1').matchAll(reference)].map(([, name = '']) => name),
  );
  return [...new Set(names)].toSorted();
}

/**
 * The entries with values in the place of references; bytes for bytes, in JSON files as text within a string. What a value
 * holds is not looked at again.
 * @param valueOf of a name that `secretsNamedIn` gave.
 * @throws {ConfigBundleSecretNotText} for a value in a JSON file that is no UTF-8.
 */
export function fillSecrets(
  entries: readonly BundleEntry[],
  valueOf: (name: string) => Buffer,
): readonly BundleEntry[] {
  return entries.map((entry) => {
    const isJson = entry.path.endsWith('.json') && entry.path.startsWith('settings/');
    // Latin 1 is a byte a character, so that any bytes come back as they were.
    const filled = entry.content
      .toString('latin1')
      .replaceAll(reference, (_, name: string) =>
        (isJson ? withinJson(valueOf(name), name, entry.path) : valueOf(name)).toString('latin1'),
      );
    return { ...entry, content: Buffer.from(filled, 'latin1') };
  });
}

function withinJson(value: Buffer, secret: string, path: string): Buffer {
  if (!isUtf8(value)) {
    throw new ConfigBundleSecretNotText(`${secret} is no text, and ${path} needs one`, {
      details: { secret, path },
    });
  }
  return Buffer.from(JSON.stringify(value.toString('utf8')).slice(1, -1));
}
