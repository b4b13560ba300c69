import { ValidationFailed } from '@ashlar/errors';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { type Dto, type Field, fieldsOf } from './dto.js';

/** Where a value came from; the first step of every pointer. */
export type Source = 'body' | 'query' | 'path';

/** One fault of a request. `pointer` is a JSON Pointer into `{ body, query, path, header }`. */
export interface Fault {
  readonly pointer: string;
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** @throws {ValidationFailed} always: with every fault at once. */
export function refuse(faults: readonly Fault[]): never {
  const message =
    faults.length === 1 ? (faults[0]?.message ?? '') : `${faults.length} faults, see details.errors`;
  throw new ValidationFailed(message, { details: { errors: faults } });
}

export function fault(source: string, field: string, rule: string, message: string): Fault {
  return { pointer: `#/${source}${field === '' ? '' : `/${escapeStep(field)}`}`, field, rule, message };
}

/**
 * Turns what arrived into an instance of its DTO. Queries and paths carry text only, so their integers and booleans
 * are read from it; a body is taken at its word.
 * @throws {ValidationFailed}
 */
export function parse<T extends object>(dto: Dto<T>, raw: unknown, source: Source): T {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    refuse([fault(source, '', 'object', `The ${source} must be a JSON object`)]);
  }
  const fields = fieldsOf(dto);
  const given = raw as Readonly<Record<string, unknown>>;
  const values = source === 'body' ? given : fromText(given, fields);
  const strangers = Object.keys(values)
    .filter((name) => !fields.has(name))
    .map((name) => fault(source, name, 'unknown', `${name} is not known here`));
  const instance = plainToInstance(dto, known(fields, values));
  // A class without fields has nothing to validate, and class-validator would call it unknown.
  const errors =
    fields.size === 0
      ? []
      : validateSync(instance, {
          whitelist: true,
          forbidNonWhitelisted: true,
          forbidUnknownValues: true,
          validationError: { target: false, value: false },
        });
  const faults = [...strangers, ...errors.flatMap((error) => flatten(error, `#/${source}`, ''))];
  if (faults.length > 0) refuse(faults);
  return instance;
}

/** What the DTO knows of what was given, with defaults for what was not. */
function known(
  fields: ReadonlyMap<string, Field>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    [...fields].flatMap(([name, field]) => {
      const value = Object.hasOwn(given, name) ? given[name] : field.default;
      return value === undefined ? [] : [[name, withDefaults(field, value)]];
    }),
  );
}

/** Nested objects get their defaults too, and keep what their DTO does not know, to be refused. */
function withDefaults({ kind }: Field, value: unknown): unknown {
  if (typeof kind !== 'object') return value;
  if ('objects' in kind) {
    return Array.isArray(value) ? value.map((item: unknown) => fill(kind.objects(), item)) : value;
  }
  return fill(kind.object(), value);
}

function fill(dto: Dto, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Readonly<Record<string, unknown>>;
  return { ...given, ...known(fieldsOf(dto), given) };
}

function fromText(
  given: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Field>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const kind = fields.get(name)?.kind;
      if (kind === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value))
        return [name, Number(value)];
      if (kind === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true'];
      if (kind === 'list' && typeof value === 'string') return [name, [value]];
      return [name, value];
    }),
  );
}

function flatten(error: ValidationError, parent: string, prefix: string): Fault[] {
  const pointer = `${parent}/${escapeStep(error.property)}`;
  const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    pointer,
    field,
    rule: rule === 'whitelistValidation' ? 'unknown' : rule,
    message: rule === 'whitelistValidation' ? `${field} is not known here` : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, pointer, field))];
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
