import { buildEntry } from './log-entry.js';
import { jsonLine, prettyLine } from './log-formats.js';
import type { LogFields, Logger, LoggerOptions, LogLevel, RootLogger } from './logging.types.js';
import { createSink } from './sink.js';

/** The logger of a process. Nothing else in a process writes to standard output. */
export function createLogger(options: LoggerOptions): RootLogger {
  const { service, version, level, format, destination = process.stdout } = options;
  const coloured = 'isTTY' in destination && destination.isTTY === true;
  const sink = createSink(level, destination, (entry) =>
    format === 'json' ? jsonLine(entry) : prettyLine(entry, coloured),
  );
  const logger = writeTo((lineLevel, message, fields) => {
    if (sink.accepts(lineLevel)) {
      sink.write(lineLevel, buildEntry({ service, version }, lineLevel, message, fields));
    }
  }, {});
  return { ...logger, flush: () => sink.flush(), close: () => sink.close() };
}

export type WriteEntry = (level: LogLevel, message: string, fields: LogFields) => void;

/** The methods of a logger around one function. */
export function writeTo(write: WriteEntry, bound: LogFields): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      try {
        write(level, message, merged(bound, fields));
      } catch {
        // A line that cannot be written must not become a fault of the code that wrote it.
      }
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: (fields) => writeTo(write, merged(bound, fields)),
  };
}

function merged(bound: LogFields, fields: LogFields | undefined): LogFields {
  try {
    return { ...bound, ...fields };
  } catch {
    // A getter that throws: redaction reads them one by one and keeps the rest.
    return { ...bound, fields };
  }
}
