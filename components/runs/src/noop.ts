import type { RunHandle, RunKind, RunReport } from './run-kind.js';
import { InvalidRunSpec } from './runs.errors.js';

/** Runs nothing, and succeeds at once: for trying out whatever launches. */
export function noopKind(): RunKind {
  return {
    kind: 'noop',
    batch: 1000,
    parse: (spec) => {
      const empty =
        typeof spec === 'object' && spec !== null && !Array.isArray(spec) && Object.keys(spec).length === 0;
      if (empty) return {};
      throw new InvalidRunSpec('A run that does nothing takes no settings', {
        details: { errors: [{ pointer: '', field: '', rule: 'empty', message: 'must be an empty object' }] },
      });
    },
    launch: (_ctx, { key }) => Promise.resolve({ outcome: 'launched', report: done({ key }) }),
    poll: (_ctx, runs) => Promise.resolve(runs.map(done)),
    cancel: () => Promise.resolve(),
  };
}

const done = ({ key }: Pick<RunHandle, 'key'>): RunReport => ({
  key,
  externalId: key,
  state: 'succeeded',
  raw: 'done',
  links: [],
});
