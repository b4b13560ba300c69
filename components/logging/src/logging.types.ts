export const logLevels = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/**
 * Facts beside the message, named in snake_case: ids and counts, no personal data. An `error` is written with
 * its code, stack and causes. Everything passes through {@link redact} first.
 */
export type LogFields = Readonly<Record<string, unknown>>;

type Log = (message: string, fields?: LogFields) => void;

/** Writes one line per call. Never throws, whatever it is given. */
export interface Logger {
  /** Somebody has to look at it. */
  readonly error: Log;
  /** Went wrong, and was dealt with. */
  readonly warn: Log;
  readonly info: Log;
  /** For whoever looks for a fault; off in production. */
  readonly debug: Log;
  /** A logger that adds these fields to every line, such as `request_id`. */
  child(fields: LogFields): Logger;
}

/** The logger of a process, which its base closes last. */
export interface RootLogger extends Logger {
  /** Resolves when every line so far was handed to the operating system. */
  flush(): Promise<void>;
  /** Flushes; what is logged later is dropped. Leaves the destination open. */
  close(): Promise<void>;
}

/** What one line says, redacted, in the order in which it is written. */
export type LogEntry = Readonly<Record<string, unknown>>;

export interface LoggerOptions {
  /** The name of the deployable, such as `data-api`. */
  readonly service: string;
  readonly version: string;
  /** The least important level that is written. */
  readonly level: LogLevel;
  /** `json`: one object per line. `pretty`: for people at a terminal. */
  readonly format: 'json' | 'pretty';
  /** Standard output when left out. */
  readonly destination?: NodeJS.WritableStream;
}
