import { fileURLToPath } from 'node:url';
import { reasonOf } from './report.js';
import { tellStory } from './tell-story.js';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => abort.abort(new Error(`interrupted by ${signal}`)));
try {
  process.exitCode = await tellStory(process.argv.slice(2), {
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    env: process.env,
    print: (line) => console.log(line),
    signal: abort.signal,
  });
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
