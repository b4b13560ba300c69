import type { WorkerParts } from './worker-spec.js';
import { repeat } from './repeat.js';
import type { TaskName } from './task-names.js';
import { createTaskRecord } from './task-record.js';

const everyMs = 10_000;

/**
 * Writes down now and then what a task does that never ends in the resident worker: what its counts have grown by.
 * @param counts of all that was done since the process began.
 */
export function startRecording(
  parts: WorkerParts,
  task: TaskName,
  counts: () => Readonly<Record<string, number>>,
): void {
  const record = createTaskRecord(parts, 'now and then');
  let before: Readonly<Record<string, number>> = {};
  const stop = repeat(
    everyMs,
    () =>
      record.run(task, async () => {
        const now = counts();
        const grown = Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)]);
        before = now;
        return Object.fromEntries(grown) as Record<string, number>;
      }),
    (error) => parts.logger.warn('What a task does could not be written down', { task, error }),
  );
  parts.lifecycle.started({ name: `record of ${task}`, deadlineMs: 2_000, stop });
}
