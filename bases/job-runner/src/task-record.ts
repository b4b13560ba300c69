import { type Database, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { createTaskRuns } from '@ashlar/message-queue';
import { hostname } from 'node:os';
import { reasonOf } from '@ashlar/service';
import type { TaskName } from './task-names.js';
import { worker } from './worker-spec.js';

/** Runs a task and writes down what came of it. What cannot be written down is told to the log only. */
export interface TaskRecord {
  run<T extends object>(task: TaskName, work: () => Promise<T>): Promise<T>;
}

/** What comes round every second is not written down every second, unless something has changed. */
const leastMs = 60_000;
const leastWorkedMs = 10_000;

/** @param often `always` where a process does a task once. */
export function createTaskRecord(
  { database, logger }: { readonly database: Database; readonly logger: Logger },
  often: 'always' | 'now and then',
): TaskRecord {
  const runs = createTaskRuns({ database });
  const ranOn = `${hostname()} ${process.pid}`;
  const written = new Map<TaskName, { readonly at: number; readonly failed: boolean }>();

  const isDue = (task: TaskName, failed: boolean, worked: boolean): boolean => {
    const before = written.get(task);
    if (often === 'always' || !before || before.failed !== failed) return true;
    return performance.now() - before.at >= (worked ? leastWorkedMs : leastMs);
  };

  const write = async (
    task: TaskName,
    began: number,
    told: { readonly result?: object; readonly error?: string },
  ): Promise<void> => {
    const failed = told.error !== undefined;
    const worked = told.result !== undefined && !isIdle(told.result);
    if (!isDue(task, failed, worked)) return;
    written.set(task, { at: performance.now(), failed });
    const { version } = worker;
    const run = { task, tookMs: performance.now() - began, ...told, worked, ranOn, version };
    await runs.record(systemContext('record a task'), run).catch((error: unknown) => {
      logger.warn('What a task did was not written down', { task, error });
    });
  };

  return {
    async run(task, work) {
      const began = performance.now();
      try {
        const result = await work();
        await write(task, began, { result });
        return result;
      } catch (error) {
        await write(task, began, { error: reasonOf(error) });
        throw error;
      }
    },
  };
}

/** Whether it found nothing to do. */
export function isIdle(result: object): boolean {
  return Object.values(result).every((count) => count === 0);
}
