import { PathRefused } from './group-config.errors.js';

/** Bytes of UTF-8. A single name is limited by the file systems that it is written to. */
export const longestPath = 1_024;
const longestName = 255;

/** What the platform itself writes into a home; nothing of these, and nothing below them, can be a dotfile. */
export const reservedPaths = ['.ssh', '.terminfo', '.jupyter', '.local', '.config'] as const;

/**
 * The one spelling of a path relative to the home folder: NFC, no empty and no `.` steps.
 * @throws {PathRefused} for what could lead elsewhere, cannot be a file, or belongs to the platform.
 */
export function canonicalPath(given: string): string {
  if (!given.isWellFormed()) throw refused(given, 'characters', 'has broken characters');
  const path = given.normalize('NFC');
  if (/[\p{Cc}\u2028\u2029]/u.test(path)) throw refused(given, 'characters', 'has control characters');
  if (path.startsWith('/')) throw refused(given, 'relative', 'is not relative to the home folder');
  if (path.endsWith('/')) throw refused(given, 'file', 'names a folder');
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length === 0) throw refused(given, 'file', 'names nothing');
  // Shells read it as somebody's home.
  if (names[0]?.startsWith('~')) throw refused(given, 'relative', 'is not relative to the home folder');
  if (names.includes('..')) throw refused(given, 'inside', 'leads out of the home folder');
  if (names.some((name) => Buffer.byteLength(name) > longestName)) {
    throw refused(given, 'length', `has a name of more than ${longestName} bytes`);
  }
  const canonical = names.join('/');
  if (Buffer.byteLength(canonical) > longestPath) {
    throw refused(given, 'length', `is longer than ${longestPath} bytes`);
  }
  const reserved = reservedPaths.find((one) => isAtOrBelow(canonical.toLowerCase(), one));
  if (reserved) throw refused(given, 'reserved', `belongs to the platform: ${reserved}`);
  return canonical;
}

/** The folders that a file needs: `a/b/c` needs `a` and `a/b`. */
export function foldersOf(path: string): readonly string[] {
  const names = path.split('/');
  return names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'));
}

export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function refused(given: string, rule: string, why: string): Error {
  return new PathRefused(`The path ${why}`, { details: { path: given.slice(0, 200).toWellFormed(), rule } });
}
