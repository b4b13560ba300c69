// node tools/polylith/src/cli.mjs check [--fix] | graph [--check]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { checkWorkspace } from './check.mjs';
import { graphFile, renderGraph } from './graph.mjs';
import { staleReferences, withReferences } from './references.mjs';
import { diskFiles, readBricks, workspaceRoot } from './workspace.mjs';

const files = diskFiles();
const [command, option] = process.argv.slice(2);

/** @type {Record<string, () => Promise<void>>} */
const commands = {
  async check() {
    if (option === '--fix') await writeReferences();
    report(await checkWorkspace(files), 'The bricks are in order.');
  },
  async graph() {
    const page = await renderGraph(readBricks(files));
    if (option !== '--check') writeFileSync(join(workspaceRoot, graphFile), page);
    const stale = files.read(graphFile) !== page;
    report(stale ? [`${graphFile}: out of date (npm run graph)`] : [], `${graphFile} is up to date.`);
  },
};

async function writeReferences() {
  for (const { file, expected } of staleReferences(files, readBricks(files))) {
    const text = withReferences(files.read(file), expected);
    writeFileSync(join(workspaceRoot, file), await format(text, { parser: 'json', printWidth: 110 }));
    console.log(`${file}: references written`);
  }
}

/** @param {readonly string[]} faults @param {string} praise */
function report(faults, praise) {
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(praise);
  else process.exitCode = 1;
}

const run = commands[command ?? ''];
if (run === undefined) report(['usage: check [--fix] | graph [--check]'], '');
else await run();
