import { runToEnd } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';
import type { Server } from '../server.types.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** One without clock changes, one with half an hour, one with both. */
const zones = ['UTC', 'Asia/Kolkata', 'America/St_Johns'] as const;
/** Minutes from UTC at the beginning of 1970, as a process says it. */
const offsets: Readonly<Record<(typeof zones)[number], string>> = {
  UTC: '0',
  'Asia/Kolkata': '-330',
  'America/St_Johns': '210',
};

async function run(zone: (typeof zones)[number], args: readonly string[]): Promise<string> {
  const { SCHEDULE_SLOT_CASES = '2000' } = process.env;
  const { code, output } = await runToEnd({
    ...{ name: zone, command: process.execPath, args, cwd: root },
    env: { TZ: zone, SCHEDULE_SLOT_CASES },
    within: 3_600_000,
  });
  if (code !== 0) throw new Error(output.slice(-4_000));
  return output;
}

/** No server: the specs of the scheduler in processes that live elsewhere. `SCHEDULE_SLOT_CASES` says how many slots. */
export const timeZones: Server = {
  name: 'time-zones',
  summary: `The specs of the scheduler in processes of ${zones.join(', ')}`,
  install: () => Promise.resolve(),
  start: () => Promise.resolve({ facts: {}, stop: () => Promise.resolve() }),
  checks: Object.fromEntries(
    zones.map((zone) => [
      `the specs of the scheduler pass in ${zone}`,
      async () => {
        const offset = await run(zone, ['-p', 'new Date(0).getTimezoneOffset()']);
        if (offset.trim() !== offsets[zone]) throw new Error(`the process is elsewhere: ${offset}`);
        const jest = 'node_modules/jest/bin/jest.js';
        const said = await run(zone, ['--experimental-vm-modules', jest, '--selectProjects', 'scheduler']);
        if (!/^Tests: +\d+ passed, \d+ total$/m.test(said)) throw new Error(said.slice(-2_000));
      },
    ]),
  ),
};
