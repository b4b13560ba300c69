// node tools/openapi/openapi.mjs [--check] [--against <git ref>]: see README.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unannouncedChanges } from './src/compare.mjs';
import { loadDeployables } from './src/deployables.mjs';
import { renderAll } from './src/render.mjs';
import { uncataloguedErrors } from './src/uncatalogued.mjs';

const root = new URL('../../', import.meta.url);
const { values } = parseArgs({ options: { check: { type: 'boolean' }, against: { type: 'string' } } });

const { deployables, describeConfig, renderConfigTable } = await loadDeployables(root);
const files = await renderAll(deployables, { describeConfig, renderConfigTable });
const catalogued = new Set(
  deployables.flatMap(({ document }) => document['x-error-catalogue'].map(({ code }) => code)),
);
const faults = [
  ...[...files].flatMap(([file, text]) => faultsOf(file, text)),
  ...uncataloguedErrors(sources(), catalogued),
];

if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exitCode = 1;
} else if (!values.check) {
  for (const [file, text] of files) {
    const target = new URL(file, root);
    if (read(file) === text) continue;
    mkdirSync(dirname(fileURLToPath(target)), { recursive: true });
    writeFileSync(target, text);
    console.log(`${file} written`);
  }
} else console.log('Documents, client and pages are up to date.');

/** @param {string} file @param {string} text @returns {string[]} */
function faultsOf(file, text) {
  const stale = values.check && read(file) !== text ? [`${file}: out of date (npm run openapi)`] : [];
  if (!file.startsWith('docs/openapi/')) return stale;
  const earlier = [read(file), ...(values.against === undefined ? [] : [readAt(values.against, file)])];
  const breaking = earlier.flatMap((before) =>
    before === undefined ? [] : unannouncedChanges(JSON.parse(before), JSON.parse(text)),
  );
  return [...stale, ...new Set(breaking.map((change) => `${file}: ${change}`))];
}

/** What bricks are made of, without specs and what these use. @returns {[file: string, text: string][]} */
function sources() {
  return ['components', 'bases'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /^[^/]+\/src\/.*\.ts$/.test(file) && !/\.(spec|fixture)\.ts$/.test(file))
      .map(
        (file) => /** @type {[string, string]} */ ([`${folder}/${file}`, read(`${folder}/${file}`) ?? '']),
      ),
  );
}

/** @param {string} file */
function read(file) {
  const path = new URL(file, root);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A file as it is in a commit. @param {string} ref @param {string} file */
function readAt(ref, file) {
  const { status, stdout } = spawnSync('git', ['show', `${ref}:${file}`], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
  });
  return status === 0 ? stdout : undefined;
}
