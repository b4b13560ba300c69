// Lints texts as if they stood at the given paths, with the real configuration and a fresh project graph.
// stdin: [{ path, text }], stdout: the rule ids that each was refused with.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { workspaceRoot } from '../src/workspace.mjs';

/** @type {{ path: string, text: string }[]} */
const cases = JSON.parse(await textOf(process.stdin));

await createProjectGraphAsync({ exitOnError: false });
// Nx's rules keep the graph between files only when they believe that ESLint's own command is running.
process.argv[1] = join(workspaceRoot, 'node_modules/.bin/eslint');

const asIs = new ESLint({ cwd: workspaceRoot });
// No TypeScript program knows a file that is not there, so the rules that need types see existing paths only.
const untyped = new ESLint({
  cwd: workspaceRoot,
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

const refused = [];
for (const { path, text } of cases) {
  const filePath = join(workspaceRoot, path);
  const eslint = existsSync(filePath) ? asIs : untyped;
  const [result] = await eslint.lintText(text, { filePath });
  refused.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(refused));
