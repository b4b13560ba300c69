import { brickOfPath, diskFiles, pathBetween, readBricks, scope } from '../workspace.mjs';
import { isTestFile } from './homes.mjs';
import { onImport, workspacePath } from './imports.mjs';

/** @type {import('../workspace.mjs').Brick[] | undefined} */
let bricks;

/**
 * Refuses an import, of a type too, of a brick that needs this one. Nx's own check counts the imports of specs, among
 * which a cycle is fine (a test database is made of the bricks that it tests); this one follows package.json, which
 * dependency-checks keeps equal to what the sources import.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noBrickCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cycle: 'This closes a cycle of bricks: {{path}}. Let one of them take a port instead.' },
  },
  create(context) {
    const path = workspacePath(context.filename);
    const own = brickOfPath(path);
    if (own === undefined || (isTestFile(path) && !path.startsWith('components/test-'))) return {};
    return onImport((imported, node) => {
      if (!imported.startsWith(scope)) return;
      const target = imported.split('/')[1] ?? '';
      bricks ??= readBricks(diskFiles());
      const way = target === own.name ? undefined : pathBetween(bricks, target, own.name);
      if (way) context.report({ node, messageId: 'cycle', data: { path: [own.name, ...way].join(' -> ') } });
    });
  },
};
