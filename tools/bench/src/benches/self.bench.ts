import type { Bench } from '../bench.types.js';

/** The harness itself: what a call costs that does nothing, and one that waits for the event loop. */
export const self: Bench = {
  name: 'self',
  summary: 'The harness measures itself: its own cost is in every other figure.',
  prepare: async () => ({
    reference: 'nothing',
    load: { seconds: 1, warmUpSeconds: 0.2 },
    rounds: 3,
    subjects: [
      { kind: 'function', name: 'nothing', run: () => undefined },
      {
        kind: 'function',
        name: 'one turn of the loop',
        run: () => new Promise((done) => setImmediate(done)),
      },
    ],
  }),
};
