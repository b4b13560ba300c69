import { stopServers, stopServersOnSignals } from '@ashlar/test-postgres';
import { fileURLToPath } from 'node:url';
import { benches } from './benches/index.js';
import { readCommandLine } from './command-line.js';
import { formatNumber, renderTable, writeReport } from './report.js';
import { runBench } from './run-bench.js';

async function main(args: readonly string[]): Promise<number> {
  const { name, rounds, out, options } = readCommandLine(args);
  const bench = benches.find((candidate) => candidate.name === name);
  if (!bench) {
    const list = benches.map((each) => `  ${each.name}: ${each.summary}`).join('\n');
    console.log(`usage: npm run bench -- <name> [--rounds N] [--out DIR]\n${list}`);
    return name === undefined ? 0 : 64;
  }
  const report = await runBench(bench, {
    ...(rounds === undefined ? {} : { rounds }),
    options,
    onSample({ subject, round, metrics, failure }) {
      const figures = Object.entries(metrics).map(([metric, value]) => `${metric} ${formatNumber(value)}`);
      console.log(
        `round ${round}, ${subject}: ${figures.join(', ')}${failure ? `; failed: ${failure}` : ''}`,
      );
    },
  });
  const files = writeReport(report, out ?? fileURLToPath(new URL('../results', import.meta.url)));
  console.log(`\n${renderTable(report)}\n\n${files.join('\n')}`);
  return report.samples.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

// All that a bench fills is made for it alone.
const servers = { remove: true };
stopServersOnSignals(servers);
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  // Who failed while filling one has not stopped it.
  await stopServers(servers);
}
