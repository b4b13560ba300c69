import type { RunReport } from '@ashlar/runs';
import type { Ending } from './endings.js';

/** What a report means for the session; undefined while the run goes on. */
export function endingFor(report: RunReport): Ending | undefined {
  const { state, message } = report;
  switch (state) {
    case 'pending':
    case 'running':
      return undefined;
    case 'succeeded':
      return { outcome: 'succeeded', message, report };
    case 'failed':
      return { outcome: 'failed', reason: 'run-failed', message, report };
    case 'cancelled':
      return { outcome: 'cancelled', reason: 'run-cancelled', message, report };
    case 'lost':
      return { outcome: 'failed', reason: 'run-lost', message, report };
  }
}
