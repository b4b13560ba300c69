import { Writable } from 'node:stream';

import winston from 'winston';

import { type LogEntry, type LogLevel, logLevels } from './logging.types.js';

/** Where lines go: winston decides by level and formats, the destination gets the bytes. */
export interface Sink {
  accepts(level: LogLevel): boolean;
  write(level: LogLevel, entry: LogEntry): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

const levels = Object.fromEntries(logLevels.map((level, rank) => [level, rank]));
const renderedLine = Symbol.for('message');

export function createSink(
  level: LogLevel,
  destination: NodeJS.WritableStream,
  render: (entry: LogEntry) => string,
): Sink {
  let pending = 0;
  let closed = false;
  let waiting: (() => void)[] = [];

  const settle = (): void => {
    pending -= 1;
    if (pending > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const flush = (): Promise<void> =>
    pending === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

  // A reader that went away (EPIPE) must not take the process with it.
  const ignore = (): void => undefined;
  destination.on('error', ignore);

  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, next) {
      try {
        destination.write(line, settle);
      } catch {
        settle();
      }
      next();
    },
  });
  const logger = winston.createLogger({
    levels,
    level,
    format: winston.format((info) => {
      info[renderedLine] = render(info['entry'] as LogEntry);
      return info;
    })(),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
  });

  return {
    accepts: (lineLevel) => !closed && logger.isLevelEnabled(lineLevel),
    write(lineLevel, entry) {
      pending += 1;
      logger.log({ level: lineLevel, message: '', entry });
    },
    flush,
    async close() {
      closed = true;
      await flush();
      logger.close();
      destination.off('error', ignore);
    },
  };
}
