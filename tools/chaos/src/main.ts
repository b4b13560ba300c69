import { build, projectFolders } from '@ashlar/images/build';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { crashPoints } from './points/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ size: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' } },
      full: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !crashPoints.some((point) => point.name === name));
  if (unknown.length > 0) {
    const list = crashPoints.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n');
    console.log(
      `No such crash point: ${unknown.join(', ')}\nusage: npm run test:chaos -- [point...] [--size N] [--kills N] [--seed N] [--full]\n${list}`,
    );
    return 64;
  }
  build({ root, folders: projectFolders(root) });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  let failed = 0;
  const chosen = crashPoints.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const point of chosen) {
    console.log(`${point.name}, seed ${seed}`);
    const { violations, figures } = await point.run({
      root,
      seed,
      full: values.full,
      ...(values.size !== undefined && { size: Number(values.size) }),
      ...(values.kills !== undefined && { kills: Number(values.kills) }),
      log: (line) => console.log(`  ${line}`),
    });
    console.log(
      `  ${Object.entries(figures)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}`,
    );
    for (const violation of violations) console.log(`  VIOLATION: ${violation}`);
    if (violations.length > 0) failed += 1;
  }
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
