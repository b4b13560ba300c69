import type { Answer } from './http-client.js';

/** One cell of a table of roles: what `caller` is told about `operation`. */
export interface RoleCell {
  /** As the row begins: an operation id, and the object that it is about. */
  readonly operation: string;
  readonly caller: string;
  /** As `verdictOf` says it. */
  readonly expected: string;
}

/**
 * Reads a table such as
 *
 *     operation        | owner | viewer | anonymous
 *     getGroup private | yes   | yes    | 404
 *
 * Empty lines and lines that begin with `#` say nothing.
 * @throws {TypeError} for a row with more or fewer cells than there are callers, and for one that is there twice.
 */
export function readRoleTable(text: string): readonly RoleCell[] {
  const [head = [], ...rows] = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [, ...callers] = head;
  const seen = new Set<string>();
  return rows.flatMap(([operation = '', ...cells]) => {
    if (cells.length !== callers.length) throw new TypeError(`${operation} has ${cells.length} cells`);
    if (seen.has(operation)) throw new TypeError(`${operation} is there twice`);
    seen.add(operation);
    return callers.map((caller, index) => ({ operation, caller, expected: cells[index] ?? '' }));
  });
}

/** The cells as a table again, with what was found in them: for the eye, when they are not as expected. */
export function writeRoleTable(cells: readonly RoleCell[]): string {
  const callers = [...new Set(cells.map(({ caller }) => caller))];
  const rows = [...new Set(cells.map(({ operation }) => operation))].map((operation) => [
    operation,
    ...callers.map(
      (caller) =>
        cells.find((cell) => cell.operation === operation && cell.caller === caller)?.expected ?? '',
    ),
  ]);
  const lines = [['operation', ...callers], ...rows];
  const widths = [0, ...callers].map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * What an answer says of the right of who asked: `yes` for what was done, and for what only the version that was sent
 * stood against; `401`, `404`; `403`, and other refusals with their codes.
 */
export function verdictOf({ status, json }: Answer): string {
  if (status < 400 || status === 412) return 'yes';
  const { error_code: code = '' } = (json ?? {}) as { readonly error_code?: string };
  if (status === 401 || status === 404 || code === 'FORBIDDEN') return String(status);
  return `${status} ${code}`;
}
