import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun, chooseAccount } from './account.js';
import { findBinaries, programOf } from './binaries.js';
import { reachableBinaries } from './place.js';

describe('reachableBinaries', () => {
  it('leaves binaries that can be run where they are', async () => {
    const binaries = await findBinaries();
    expect(reachableBinaries(binaries, undefined, () => {})).toBe(binaries);
  });

  it('gives the account of the server binaries that it can run, when only the owner may enter their folder', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'closed '));
    const account = chooseAccount(closed);
    cpSync((await findBinaries()).root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const binaries = { root: join(closed, 'native'), label: `spec-${process.pid}` };
    const progress: string[] = [];
    const reached = [1, 2].map(() =>
      reachableBinaries(binaries, account, (message) => progress.push(message)),
    );
    try {
      expect(reached.map((found) => canRun(account, programOf(found, 'postgres')))).toEqual([true, true]);
      // Root has them copied once; an ordinary user reaches its own folder.
      expect(progress).toHaveLength(account ? 1 : 0);
    } finally {
      for (const { root } of reached) rmSync(root, { recursive: true, force: true });
      rmSync(closed, { recursive: true, force: true });
    }
    expect(reached.map(({ root }) => existsSync(root))).toEqual([false, false]);
  });
});
