import { runToEnd } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';

it('every example.env names what its deployable reads', async () => {
  const { code, output } = await runToEnd({
    name: 'example-env',
    command: process.execPath,
    args: [fileURLToPath(new URL('../example-env.mjs', import.meta.url)), '--check'],
  });
  expect({ code, output }).toEqual({ code: 0, output: '' });
}, 120_000);
