import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withTimeLimit } from './index.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('aborts when its time is over, whatever was collected meanwhile', async () => {
  const limited = withTimeLimit(new AbortController().signal, 200);
  // Before it can fire, since timers wait for this turn to end; how long it takes depends on all that is in the process.
  collectGarbage();
  for (let turn = 0; turn < 100 && !limited.aborted; turn += 1) {
    await pause(50);
    collectGarbage();
  }
  expect((limited.reason as Error).name).toBe('TimeoutError');
});

it('aborts with the signal that it was given', () => {
  const given = new AbortController();
  const limited = withTimeLimit(given.signal, 60_000);
  given.abort(new Error('enough'));
  expect(limited.reason).toEqual(new Error('enough'));
});
