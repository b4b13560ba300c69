// node tools/images/example-env.mjs [--check]: writes projects/*/example.env from the configuration classes of the
// deployables, or says which of them is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './src/build.mjs';
import { renderExampleEnv } from './src/example-env.mjs';

const root = new URL('../../', import.meta.url);
const compositions = {
  'data-api': 'bases/data-rest-api',
  'secrets-api': 'bases/secrets-rest-api',
  'background-jobs': 'bases/job-runner',
};

build({ root: fileURLToPath(root), folders: Object.values(compositions) });
const { describeConfig } = await load('components/config');
const { frameConfig } = await load('components/service');
for (const [project, base] of Object.entries(compositions)) {
  const file = new URL(`projects/${project}/example.env`, root);
  const [, config] = Object.entries(await load(base)).find(([name]) => name.endsWith('Config')) ?? [];
  const text = renderExampleEnv(project, describeConfig({ ...frameConfig, ...config }));
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`projects/${project}/example.env is out of date: node tools/images/example-env.mjs`);
    process.exitCode = 1;
  }
}

/** A tool depends on no base; this one reads what is built, as the deployables do. @param {string} folder */
function load(folder) {
  return import(new URL(`${folder}/dist/index.js`, root).href);
}
