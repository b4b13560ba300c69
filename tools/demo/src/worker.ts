import { runToEnd } from '@ashlar/processes';
import { join } from 'node:path';
import { StoryFailed } from './story.js';

/** The worker's one-shot tasks, as a CronJob runs them. */
export interface Worker {
  /** Runs one to its end; gives what it logged, one object a line. @throws {StoryFailed} when it failed. */
  once(task: string, settings?: Readonly<Record<string, string>>): Promise<readonly object[]>;
}

export interface WorkerOptions {
  /** The checkout, built. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Longer than any budget of a task. */
const within = 10 * 60_000;

/** What it said to people, and its errors; without either, its last words. */
function whyOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const told = lines.filter((line) => !line.startsWith('{') || line.includes('"level":"error"'));
  return (told.length > 0 ? told : lines).join('\n').slice(-2_000);
}

export function createWorker({ root, env }: WorkerOptions): Worker {
  return {
    async once(task, settings = {}) {
      const { code, output } = await runToEnd({
        ...{ name: task, command: process.execPath, cwd: root, within },
        args: [join(root, 'projects/background-jobs/dist/main.js'), '--task', task],
        env: { ...env, ...settings },
      });
      if (code !== 0) throw new StoryFailed(`${task} ended with ${code}: ${whyOf(output)}`);
      return output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as object] : []));
    },
  };
}
