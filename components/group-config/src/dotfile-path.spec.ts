import { DomainError } from '@ashlar/errors';
import fc from 'fast-check';
import { posix } from 'node:path';
import { canonicalPath, foldersOf, longestPath } from './dotfile-path.js';

const step = fc.oneof(
  fc.constantFrom(
    '.',
    '..',
    '',
    '.ssh',
    '.SSH',
    '~',
    'a',
    '.bashrc',
    'x'.repeat(256),
    '\u0000',
    'é',
    'e\u0301',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const anyPath = fc.array(step, { maxLength: 8 }).map((steps) => steps.join('/'));

function tryCanonical(path: string): string | undefined {
  try {
    return canonicalPath(path);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return undefined;
  }
}

describe('the path of a dotfile', () => {
  it('never leads out of the home folder, and has one spelling', () => {
    fc.assert(
      fc.property(anyPath, (given) => {
        const path = tryCanonical(given);
        fc.pre(path !== undefined);
        const home = '/home/somebody';
        const target = posix.join(home, path);
        expect(target.startsWith(`${home}/`)).toBe(true);
        expect(posix.relative(home, target)).toBe(path);
        expect(canonicalPath(path)).toBe(path);
        expect(canonicalPath(`./${path.replaceAll('/', '//./')}`)).toBe(path);
        expect(Buffer.byteLength(path)).toBeLessThanOrEqual(longestPath);
        expect(path.split('/')[0]?.toLowerCase()).not.toBe('.ssh');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['', 'file'],
    ['.', 'file'],
    ['.bashrc/', 'file'],
    ['/etc/passwd', 'relative'],
    ['~/.bashrc', 'relative'],
    ['a/../b', 'inside'],
    ['..', 'inside'],
    ['a\u0000b', 'characters'],
    ['a\nb', 'characters'],
    ['a\ud800', 'characters'],
    ['.ssh/authorized_keys', 'reserved'],
    ['./.Ssh//id_rsa', 'reserved'],
    ['.config', 'reserved'],
    ['x'.repeat(256), 'length'],
    [Array.from({ length: 20 }, () => 'x'.repeat(60)).join('/'), 'length'],
  ])('refuses %j for its %s', (given, rule) => {
    expect(() => canonicalPath(given)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ rule }) }),
    );
  });

  it('takes what people use', () => {
    expect(canonicalPath('.vim//ftplugin/./python.vim')).toBe('.vim/ftplugin/python.vim');
    expect(canonicalPath('e\u0301tude')).toBe('étude');
    expect(canonicalPath('.sshrc')).toBe('.sshrc');
    expect(foldersOf('a/b/c')).toEqual(['a', 'a/b']);
  });
});
