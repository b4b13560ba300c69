import type { DomainErrorClass } from '@ashlar/errors';
import { InvalidRunSpec } from '../runs.errors.js';

interface SpecFault {
  readonly pointer: string;
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** What a part of a description must look like. */
export interface Shape<T> {
  readonly read: (value: unknown, at: Place) => T;
  readonly optional?: boolean;
}

interface Place {
  readonly path: readonly string[];
  readonly fault: (rule: string, message: string) => void;
  readonly below: (step: string) => Place;
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Known<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Shape<infer T> ? T : never;
};

/** @throws {InvalidRunSpec}, or what was asked for, with each fault by its pointer */
export function readSpec<T>(shape: Shape<T>, spec: unknown, Refusal: DomainErrorClass = InvalidRunSpec): T {
  const errors: SpecFault[] = [];
  const placeOf = (path: readonly string[]): Place => ({
    path,
    fault: (rule, message) => {
      const pointer = path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
      errors.push({ pointer, field: path.at(-1) ?? '', rule, message });
    },
    below: (step) => placeOf([...path, step]),
  });
  const value = shape.read(spec, placeOf([]));
  if (errors.length === 0) return value;
  throw new Refusal(errors.length === 1 ? `${errors[0]?.pointer} ${errors[0]?.message}` : undefined, {
    details: { errors: errors.slice(0, 50) },
  });
}

export function text({ max, min = 1, pattern, says }: TextRules): Shape<string> {
  return {
    read(value, at) {
      if (typeof value !== 'string') at.fault('string', 'must be text');
      else if (value.length < min || value.length > max)
        at.fault('length', `must have ${min} to ${max} characters`);
      else if (pattern && !pattern.test(value)) at.fault('pattern', says ?? `must match ${pattern.source}`);
      return value as string;
    },
  };
}

interface TextRules {
  readonly max: number;
  readonly min?: number;
  readonly pattern?: RegExp;
  /** What is said of text that does not match. */
  readonly says?: string;
}

export function integer(min: number, max: number): Shape<number> {
  return {
    read(value, at) {
      if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
        at.fault('integer', `must be a whole number from ${min} to ${max}`);
      return value as number;
    },
  };
}

export function oneOf<T extends string>(...values: readonly T[]): Shape<T> {
  return {
    read(value, at) {
      if (!values.includes(value as T)) at.fault('enum', `must be one of ${values.join(', ')}`);
      return value as T;
    },
  };
}

export function listOf<T>(item: Shape<T>, max: number): Shape<readonly T[]> {
  return {
    read(value, at) {
      if (!Array.isArray(value) || value.length > max) {
        at.fault('list', `must be a list of up to ${max}`);
        return [];
      }
      return (value as unknown[]).map((each, index) => item.read(each, at.below(String(index))));
    },
  };
}

/** Any names of the given pattern, each with such a value. */
export function mapOf<T>(
  item: Shape<T>,
  { max, names, says }: { readonly max: number; readonly names: RegExp; readonly says: string },
): Shape<Readonly<Record<string, T>>> {
  return {
    read(value, at) {
      if (!isObject(value) || Object.keys(value).length > max) {
        at.fault('object', `must be an object of up to ${max} fields`);
        return {};
      }
      const read = Object.entries(value).map(([name, each]) => {
        if (!names.test(name)) at.below(name).fault('name', says);
        return [name, item.read(each, at.below(name))] as const;
      });
      return Object.fromEntries(read);
    },
  };
}

/** Any JSON, up to so many characters of it. */
export function anyJson(max: number): Shape<unknown> {
  return {
    read(value, at) {
      if ((JSON.stringify(value) ?? '').length > max) at.fault('length', `must be at most ${max} characters`);
      return value;
    },
  };
}

/** Like `anyJson`, but an object. */
export function anyObject(max: number): Shape<Readonly<Record<string, unknown>>> {
  return {
    read(value, at) {
      if (!isObject(value)) {
        at.fault('object', 'must be an object');
        return {};
      }
      anyJson(max).read(value, at);
      return value;
    },
  };
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined>;
export function optional<T>(shape: Shape<T>, fallback: T): Shape<T>;
export function optional<T>(shape: Shape<T>, fallback?: T): Shape<T | undefined> {
  return {
    optional: true,
    read: (value, at) => (value === undefined ? fallback : shape.read(value, at)),
  };
}

/** Only these fields; what is optional and absent without a fallback stays absent. */
export function object<F extends Fields>(fields: F): Shape<Known<F>> {
  return {
    read(value, at) {
      if (!isObject(value)) {
        at.fault('object', 'must be an object');
        return {} as Known<F>;
      }
      for (const name of Object.keys(value))
        if (!Object.hasOwn(fields, name)) at.below(name).fault('unknown', 'is not known');
      const read = Object.entries(fields).flatMap(([name, shape]) => {
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given === undefined && shape.optional !== true) {
          at.below(name).fault('required', 'is missing');
          return [];
        }
        const taken = shape.read(given, at.below(name));
        return taken === undefined ? [] : [[name, taken] as const];
      });
      return Object.fromEntries(read) as Known<F>;
    },
  };
}

/** The shape, and one thing more that must hold. */
export function such<T>(shape: Shape<T>, holds: (value: T) => string | undefined): Shape<T> {
  return {
    ...shape,
    read(value, at) {
      const before = { count: 0 };
      const counting: Place = {
        ...at,
        fault: (rule, message) => void ((before.count += 1), at.fault(rule, message)),
      };
      const taken = shape.read(value, counting);
      const says = before.count === 0 && taken !== undefined ? holds(taken) : undefined;
      if (says !== undefined) at.fault('rule', says);
      return taken;
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
