import type { Server } from '../server.types.js';

/** No server: the specs that have a length, so that `--full` runs each of them to its end. */
export const lengths: Server = {
  name: 'lengths',
  summary: 'The specs whose length is a variable: models, rounds, interleavings; hours with --full',
  install: () => Promise.resolve(),
  start: () => Promise.resolve({ facts: {}, stop: () => Promise.resolve() }),
  checks: {},
  suites: [
    'quota model',
    'authz differential|concurrency',
    'groups members.db',
    'group-config writers',
    'scheduler random-slots|launching',
    'pipelines concurrency|plans',
    'pipelines model',
    'users user-purge',
    'database traces.db',
    'secrets-rest-api attacks',
  ],
};
