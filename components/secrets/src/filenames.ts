import { randomInt } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A filename for a secret of which only the name is known: readable, and free but for bad luck. */
export function filenameFor(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  const suffix = Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return slug === '' ? suffix : `${slug}-${suffix}`;
}
