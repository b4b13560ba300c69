import type { LogEntry, LogLevel } from './logging.types.js';

export function jsonLine(entry: LogEntry): string {
  return JSON.stringify(entry);
}

const colours: Readonly<Record<LogLevel, number>> = { error: 31, warn: 33, info: 36, debug: 90 };

/** The service and its version are the same on every line: only the machine format repeats them. */
const shownElsewhere: ReadonlySet<string> = new Set([
  'time',
  'level',
  'message',
  'service',
  'version',
  'error',
]);

/** `12:03:04.123 INFO  message key=value`, and the stacks of an error below. */
export function prettyLine(entry: LogEntry, coloured: boolean): string {
  const { time, level, message, error } = entry;
  const fields = Object.entries(entry).filter(([key]) => !shownElsewhere.has(key));
  const label = String(level).toUpperCase().padEnd(5);
  const colour = colours[level as LogLevel];
  return [
    String(time).slice(11, 23),
    coloured ? `\u001b[${colour}m${label}\u001b[0m` : label,
    visible(String(message)),
    ...fields.map(([key, value]) => `${visible(key)}=${shown(value)}`),
  ]
    .join(' ')
    .concat(error === undefined ? '' : `\n${indented(errorText(error))}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? visible(value) : JSON.stringify(value);
}

/** A message from outside must not draw lines or colours of its own. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return JSON.stringify(error);
  const { stack, message, cause } = error as { stack?: unknown; message?: unknown; cause?: unknown };
  const text = String(stack ?? message ?? JSON.stringify(error));
  return cause === undefined ? text : `${text}\ncaused by: ${errorText(cause)}`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${visible(line)}`)
    .join('\n');
}
