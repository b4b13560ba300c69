import { ValidationFailed } from '@ashlar/errors';
import { type ValidationError, validateSync } from 'class-validator';
import { type Dto, type Field, fieldsOf, type Variants } from './dto.js';
import './remember-rules.js';

/** Where a value came from; the first step of every pointer. */
export type Source = 'body' | 'query' | 'path';

/** One fault of a request. `pointer` is a JSON Pointer into `{ body, query, path, header }`. */
export interface Fault {
  readonly pointer: string;
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

type Given = Readonly<Record<string, unknown>>;

/** More would only help who wants a small request to have a large answer. */
const mostFaults = 100;

/** @throws {ValidationFailed} always: with every fault at once, or the first hundred. */
export function refuse(faults: readonly Fault[]): never {
  const message =
    faults.length === 1 ? (faults[0]?.message ?? '') : `${faults.length} faults, see details.errors`;
  const omitted = faults.length - mostFaults;
  throw new ValidationFailed(message, {
    details: { errors: faults.slice(0, mostFaults), ...(omitted > 0 && { omitted }) },
  });
}

export function fault(source: string, field: string, rule: string, message: string): Fault {
  return { pointer: `#/${source}${field === '' ? '' : `/${escapeStep(field)}`}`, field, rule, message };
}

/**
 * Turns what arrived into an instance of its DTO, with every fault there is. Queries and paths carry text only, so
 * their integers and booleans are read from it; a body is taken at its word. The instance is fit for use only when
 * there is no fault.
 */
export function read<T extends object>(
  dto: Dto<T>,
  raw: unknown,
  source: Source,
): { readonly value: T; readonly faults: readonly Fault[] } {
  if (!isObject(raw)) {
    return { value: new dto(), faults: [fault(source, '', 'object', `The ${source} must be a JSON object`)] };
  }
  const given = source === 'body' ? raw : fromText(raw, fieldsOf(dto));
  const value = build(dto, given);
  return { value, faults: [...strangers(dto, given, `#/${source}`, ''), ...broken(value, `#/${source}`)] };
}

/** @throws {ValidationFailed} */
export function parse<T extends object>(dto: Dto<T>, raw: unknown, source: Source): T {
  const { value, faults } = read(dto, raw, source);
  if (faults.length > 0) refuse(faults);
  return value;
}

/** What is wrong with a value that should be such a DTO, every fault at once; empty when nothing is. */
export function faultsOf(dto: Dto, value: unknown): readonly Fault[] {
  return read(dto, value, 'body').faults;
}

export function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Copies what the DTO knows and nothing else, with defaults for what was not given. */
function build<T extends object>(dto: Dto<T>, given: Given): T {
  const instance = new dto();
  for (const [name, field] of fieldsOf(dto)) {
    const value = Object.hasOwn(given, name) ? given[name] : field.default;
    if (value !== undefined) Object.assign(instance, { [name]: buildValue(field, value) });
  }
  return instance;
}

function buildValue({ kind, schema }: Field, value: unknown): unknown {
  if (typeof kind === 'object' && 'object' in kind) return buildNested(kind.object(), value);
  if (typeof kind === 'object' && 'variants' in kind) return buildNested(variantOf(kind, value), value);
  if (!Array.isArray(value)) return value;
  // One item too many is enough to be refused.
  const items: unknown[] = value.slice(0, (schema.maxItems ?? 0) + 1);
  return typeof kind === 'object' ? items.map((item) => buildNested(kind.objects(), item)) : items;
}

function variantOf({ by, variants, unknown }: Variants, value: unknown): Dto {
  const which = isObject(value) && Object.hasOwn(value, by) ? value[by] : undefined;
  const known = typeof which === 'string' && Object.hasOwn(variants, which) ? variants[which] : undefined;
  return known ? known() : unknown;
}

function buildNested(dto: Dto, value: unknown): unknown {
  if (isObject(value)) return build(dto, value);
  // As wrong as the list, but class-validator does not follow it down, however deep it is.
  return Array.isArray(value) ? false : value;
}

/** What was given and no DTO knows, at any depth. */
function strangers(dto: Dto, given: Given, pointer: string, prefix: string): readonly Fault[] {
  const fields = fieldsOf(dto);
  return Object.entries(given).flatMap(([name, value]): readonly Fault[] => {
    const shown = name.length > 100 ? `${name.slice(0, 100)}...` : name;
    const at = `${pointer}/${escapeStep(shown)}`;
    const known = fields.get(name);
    const field = prefix + shown;
    if (!known) return [{ pointer: at, field, rule: 'unknown', message: `${field} is not known here` }];
    const { kind, schema } = known;
    if (typeof kind !== 'object') return [];
    if ('object' in kind) {
      return isObject(value) ? strangers(kind.object(), value, at, `${field}.`) : [];
    }
    if ('variants' in kind) {
      const variant = variantOf(kind, value);
      // Of what is no variant nothing can be said but that.
      if (variant === kind.unknown) return [];
      return isObject(value) ? strangers(variant, value, at, `${field}.`) : [];
    }
    if (!Array.isArray(value)) return [];
    return value
      .slice(0, schema.maxItems)
      .flatMap((item: unknown, index) =>
        isObject(item) ? strangers(kind.objects(), item, `${at}/${index}`, `${field}.${index}.`) : [],
      );
  });
}

function broken(instance: object, pointer: string): readonly Fault[] {
  // A class without fields has nothing to validate, and class-validator would call it unknown.
  if (fieldsOf(instance.constructor as Dto).size === 0) return [];
  const errors = validateSync(instance, {
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => flatten(error, pointer, ''));
}

function fromText(given: Given, fields: ReadonlyMap<string, Field>): Given {
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

/** When the kind of a value is wrong, what else is wrong with it says nothing. */
const kindRules = new Set(['isString', 'isInt', 'isBoolean', 'isArray', 'object', 'objects']);

function flatten(error: ValidationError, parent: string, prefix: string): Fault[] {
  const pointer = `${parent}/${escapeStep(error.property)}`;
  const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const all = Object.entries(error.constraints ?? {});
  const ofKind = all.filter(([rule]) => kindRules.has(rule));
  const own = (ofKind.length > 0 ? ofKind : all).map(([rule, message]) => ({
    pointer,
    field,
    rule,
    message,
  }));
  if (ofKind.length > 0) return own;
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, pointer, field))];
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
