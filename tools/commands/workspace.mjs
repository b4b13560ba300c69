// What `npm start` and `npm test` do before there is anything to import: install and build. Nothing but Node here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerOf } from '../images/src/build.mjs';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Installs what the lock file lists and node_modules lacks, and removes nothing that another command needs.
 * @param {{ kind: 'runtime' | 'full' }} options runtime leaves out what only developing and testing need
 * @returns {Promise<number>} the milliseconds it took; 0 when nothing was missing
 */
export async function install({ kind }) {
  if (readStamp() === stampFor(kind) || readStamp() === stampFor('full')) return 0;
  const missing = missingPackages(kind);
  if (missing.length === 0) {
    writeFileSync(stampFile, stampFor(kind));
    return 0;
  }
  const begin = performance.now();
  // What an install that was killed left behind may have half a package that looks whole: begin again.
  const fresh = !existsSync(join(root, 'node_modules/.package-lock.json'));
  // Without what is there for tests, npm would take that away.
  const whole = kind === 'full' || (!fresh && hasDevelopmentPackages());
  console.log(
    `Installing ${fresh ? 'packages' : `${missing.length} missing packages`}${whole ? '' : ' (no test tools)'} ...`,
  );
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const what = whole ? ['--include=dev'] : ['--omit=dev'];
  await npm([...(fresh ? ['ci'] : ['install', '--no-save']), ...what, ...quiet]);
  writeFileSync(stampFile, stampFor(whole ? 'full' : 'runtime'));
  return performance.now() - begin;
}

/**
 * Compiles TypeScript; almost nothing to do when all is current.
 * @param {readonly string[]} configurations paths below the checkout
 * @returns {Promise<number>} the milliseconds it took
 */
export async function build(configurations) {
  const begin = performance.now();
  const status = await run(process.execPath, [compilerOf(root), '--build', ...configurations]);
  if (status !== 0) throw new Error('The build failed: see the errors above');
  return performance.now() - begin;
}

/**
 * Runs a command on this terminal, in the checkout.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code, 128 + 15 when a signal ended it
 */
export function run(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    // The child is of the same terminal and gets its own Ctrl-C; this process waits for how it ends.
    const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    const ignore = () => {};
    process.on('SIGTERM', forward).on('SIGINT', ignore);
    child.once('error', fail);
    child.once('exit', (code) => {
      process.off('SIGTERM', forward).off('SIGINT', ignore);
      done(code ?? 143);
    });
  });
}

/** @param {'runtime' | 'full'} kind @returns {string[]} */
function missingPackages(kind) {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).flatMap(([path, entry]) => {
    // The optional ones are for other machines, or come with one that is not.
    const { version, link, dev, optional, devOptional, extraneous } = entry;
    if (!path.startsWith('node_modules/') || optional || devOptional || extraneous) return [];
    if (dev && kind === 'runtime') return [];
    const found = installed[path];
    return found && (link || found.version === version) ? [] : [path];
  });
}

/** What was complete at the last look: of which lock file, which folder, and with test tools or without. */
const stampFile = join(root, 'node_modules/.ashlar-install');

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

/** @param {'runtime' | 'full'} kind */
function stampFor(kind) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) {
    const path = join(root, file);
    hash.update(existsSync(path) ? readFileSync(path) : '');
  }
  return `${kind} ${hash.digest('hex')}`;
}

function hasDevelopmentPackages() {
  return Object.values(packagesIn('node_modules/.package-lock.json')).some(({ dev }) => dev);
}

/**
 * @typedef {{ version?: string, link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean,
 *   extraneous?: boolean }} Package
 */

/** @param {string} file @returns {Record<string, Package>} */
function packagesIn(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** @param {readonly string[]} args */
async function npm(args) {
  // The npm that runs this command, when one does.
  const cli = process.env.npm_execpath;
  const explain = () =>
    console.log('Interrupted: npm takes back what it has installed, which can take a minute ...');
  process.once('SIGINT', explain);
  const status = cli?.endsWith('.js') ? await run(process.execPath, [cli, ...args]) : await run('npm', args);
  process.off('SIGINT', explain);
  if (status !== 0) throw new Error(`npm ${args[0]} failed (${status})`);
}
