// `npm run relock`: writes package-lock.json from the manifests alone. A lock file that npm writes beside an installed
// node_modules, or from a registry that lacks some of them, has no entries for the optional packages of other platforms,
// and `npm ci` refuses it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const systems = ['darwin', 'win32', 'linux', 'freebsd', 'android', 'openharmony'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'arm', 'loong64', 'riscv64', 'wasm32'];

const folder = mkdtempSync(join(tmpdir(), 'ashlar-relock-'));
try {
  for (const manifest of manifests()) cpSync(join(root, manifest), join(folder, manifest));
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const { status } = spawnSync('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`npm ended with ${status}`);
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(withEveryPlatform(lock), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function manifests() {
  const kinds = ['components', 'bases', 'projects', 'tools'];
  const bricks = kinds.flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => join(kind, name, 'package.json')),
  );
  return ['package.json', ...bricks.filter((manifest) => existsSync(join(root, manifest)))];
}

/** Adds what an optional dependency of an exact version for a platform should have. */
function withEveryPlatform(lock) {
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`;
      const os = systems.find((system) => name.split(/[-/]/).includes(system));
      const cpu = processors.find((processor) => name.split(/[-/]/).includes(processor));
      const known = lock.packages[key] ?? lock.packages[`${path}/${key}`];
      if (known || !os || !cpu || !/^\d/.test(version)) continue;
      lock.packages[key] = { version, cpu: [cpu], ...(entry.dev && { dev: true }), optional: true, os: [os] };
    }
  }
  const [own, ...others] = Object.entries(lock.packages);
  return { ...lock, packages: Object.fromEntries([own, ...others.sort(([a], [b]) => (a < b ? -1 : 1))]) };
}
