import { buildEntry } from './log-entry.js';
import { writeTo } from './logger.js';
import type { LogEntry, RootLogger } from './logging.types.js';

/** A logger that keeps its entries, redacted as they would be written. */
export interface RecordingLogger extends RootLogger {
  readonly entries: readonly LogEntry[];
  /** Forgets the entries. */
  clear(): void;
}

/** Records every level. */
export function createRecordingLogger(): RecordingLogger {
  const entries: LogEntry[] = [];
  let closed = false;
  const logger = writeTo((level, message, fields) => {
    if (!closed) entries.push(buildEntry({ service: 'test', version: '0.0.0' }, level, message, fields));
  }, {});
  return {
    ...logger,
    entries,
    clear: () => void entries.splice(0),
    flush: () => Promise.resolve(),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

/** For tests that do not look at the log. */
export function createSilentLogger(): RootLogger {
  const logger = writeTo(() => undefined, {});
  return { ...logger, flush: () => Promise.resolve(), close: () => Promise.resolve() };
}
