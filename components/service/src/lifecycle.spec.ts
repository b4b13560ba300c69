import { createRecordingLogger } from '@ashlar/logging/testing';
import { createLifecycle } from './lifecycle.js';

function part(
  name: string,
  log: string[],
  deadlineMs = 1_000,
): Parameters<ReturnType<typeof createLifecycle>['started']>[0] {
  return { name, deadlineMs, stop: async () => void log.push(name) };
}

describe('a lifecycle', () => {
  it('stops its parts in the opposite order, once, and aborts its signal first', async () => {
    const log: string[] = [];
    const lifecycle = createLifecycle(createRecordingLogger());
    lifecycle.started(part('database', log));
    lifecycle.started({
      ...part('http', log),
      stop: async () => void log.push(`http ${lifecycle.signal.aborted}`),
    });
    expect(lifecycle.signal.aborted).toBe(false);
    await Promise.all([lifecycle.stop('SIGTERM'), lifecycle.stop('again')]);
    expect(log).toEqual(['http true', 'database']);
    expect(await lifecycle.stopped).toBe(true);
  });

  it('goes on when a part fails or hangs, and says that it was not clean', async () => {
    const log: string[] = [];
    const logger = createRecordingLogger();
    const lifecycle = createLifecycle(logger);
    lifecycle.started(part('database', log));
    lifecycle.started({ name: 'hanging', deadlineMs: 20, stop: () => new Promise(() => undefined) });
    lifecycle.started({ name: 'failing', deadlineMs: 1_000, stop: () => Promise.reject(new Error('no')) });
    await lifecycle.stop('SIGINT');
    expect(log).toEqual(['database']);
    expect(await lifecycle.stopped).toBe(false);
    const parts = logger.entries.filter(({ level }) => level === 'error').map((entry) => entry['part']);
    expect(parts).toEqual(['failing', 'hanging']);
  });

  it('waits for work that heeds the signal before it takes anything from under it', async () => {
    const log: string[] = [];
    const lifecycle = createLifecycle(createRecordingLogger());
    const work = new Promise<void>((_, reject) => {
      lifecycle.signal.addEventListener('abort', () => {
        log.push('work');
        reject(new Error('given up'));
      });
    });
    lifecycle.working('task', 1_000, work);
    lifecycle.started(part('database', log));
    await lifecycle.stop('SIGTERM');
    expect(log).toEqual(['work', 'database']);
    await expect(work).rejects.toThrow('given up');
  });

  it('tells an error that nobody caught, and is not clean', async () => {
    const logger = createRecordingLogger();
    const lifecycle = createLifecycle(logger);
    await lifecycle.fail(new Error('bug'));
    expect(await lifecycle.stopped).toBe(false);
    expect(logger.entries).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'An error that nobody caught' }),
    );
  });
});
