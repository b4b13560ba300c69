import { types } from 'node:util';

import { Secret } from '@ashlar/config';

import { mask, redactText } from './redact-text.js';
import { isSensitiveKey } from './sensitive-keys.js';

const deepest = 8;
const mostEntries = 100;
const mostNodes = 2000;
const mostCharacters = 64 * 1024;
const longestStack = 16 * 1024;
const mostCauses = 5;
const mostErrors = 10;

/** Headers whose value may follow their name in a list, as in `IncomingMessage.rawHeaders`. */
const headerName = /^(?:proxy-authorization|authorization|cookie|set-cookie|x-api-key)$/i;

/**
 * A copy that is safe to write: plain JSON values, bounded in depth and size, without what stands under a
 * sensitive name and without what {@link redactText} masks. Never throws.
 */
export function redact(value: unknown): unknown {
  return new Redaction().value(value);
}

class Redaction {
  readonly #ancestors = new Set<object>();
  #nodes = 0;
  #characters = 0;

  value(value: unknown): unknown {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) return '[truncated]';
    try {
      return this.#unguarded(value);
    } catch {
      return '[unreadable]';
    }
  }

  #unguarded(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'bigint':
        return String(value);
      case 'symbol':
        return this.#text(value.toString());
      case 'function':
        return '[function]';
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        return value;
    }
  }

  #object(value: object): unknown {
    if (value instanceof Secret) return mask;
    if (types.isProxy(value)) return '[proxy]';
    if (types.isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof URL || types.isRegExp(value) || types.isBoxedPrimitive(value)) {
      return this.#text(String(value));
    }
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`;
    if (this.#ancestors.has(value)) return '[circular]';
    if (this.#ancestors.size >= deepest) return '[too deep]';
    this.#ancestors.add(value);
    try {
      return this.#container(value);
    } finally {
      this.#ancestors.delete(value);
    }
  }

  #container(value: object): unknown {
    if (isError(value)) return this.#error(value);
    if (Array.isArray(value)) return this.#list(value, value.length);
    if (types.isSet(value)) return this.#list(value, value.size);
    if (types.isMap(value)) return this.#record(mapEntries(value), value.size);
    const keys = Object.keys(value);
    return this.#record(ownEntries(value, keys), keys.length, secretPairField(value));
  }

  #record(entries: Iterable<readonly [string, () => unknown]>, size: number, secretField?: string): object {
    const copy: [string, unknown][] = [];
    for (const [key, read] of entries) {
      if (copy.length === mostEntries) {
        copy.push(['[truncated]', `${size - mostEntries} more`]);
        break;
      }
      const hidden = key === secretField || isSensitiveKey(key);
      copy.push([redactText(key, 200), hidden ? hide(read) : this.value(attempt(read))]);
    }
    return Object.fromEntries(copy);
  }

  #list(items: Iterable<unknown>, size: number): unknown[] {
    const copy: unknown[] = [];
    let previous: unknown;
    for (const item of items) {
      if (copy.length === mostEntries) {
        copy.push(`[${size - mostEntries} more]`);
        break;
      }
      copy.push(typeof previous === 'string' && headerName.test(previous) ? mask : this.value(item));
      previous = item;
    }
    return copy;
  }

  /** Only what every error has: the rest (queries, parameters, requests) holds other people's data. */
  #error(error: Error, causes = 0): object {
    const { name, message, stack, code, cause, errors } = errorParts(error);
    return {
      name: this.#text(String(name)),
      message: this.#text(String(message)),
      ...(isCode(code) && { code: this.#text(String(code)) }),
      ...(typeof stack === 'string' && { stack: this.#text(stack, longestStack) }),
      ...(cause !== undefined && { cause: this.#cause(cause, causes + 1) }),
      ...(Array.isArray(errors) && { errors: errors.slice(0, mostErrors).map((each) => this.value(each)) }),
    };
  }

  #cause(cause: unknown, causes: number): unknown {
    if (typeof cause !== 'object' || cause === null || !isError(cause)) return this.value(cause);
    if (this.#ancestors.has(cause)) return '[circular]';
    if (causes > mostCauses) return '[more causes]';
    this.#ancestors.add(cause);
    try {
      return this.#error(cause, causes);
    } finally {
      this.#ancestors.delete(cause);
    }
  }

  #text(text: string, longest?: number): string {
    if (this.#characters >= mostCharacters) return '[truncated]';
    const redacted = redactText(text, longest);
    this.#characters += redacted.length;
    return redacted;
  }
}

function isError(value: object): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

function isCode(code: unknown): boolean {
  return typeof code === 'string' || typeof code === 'number';
}

function errorParts(error: Error): Readonly<Record<string, unknown>> {
  const part = (key: string) => attempt(() => (error as unknown as Record<string, unknown>)[key]);
  return {
    name: part('name'),
    message: part('message'),
    stack: part('stack'),
    code: part('code'),
    cause: part('cause'),
    errors: part('errors'),
  };
}

function* ownEntries(value: object, keys: readonly string[]): Iterable<readonly [string, () => unknown]> {
  for (const key of keys) yield [key, () => (value as Record<string, unknown>)[key]];
}

function* mapEntries(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [string, () => unknown]> {
  for (const [key, value] of map) {
    yield [typeof key === 'object' || typeof key === 'function' ? '[object]' : String(key), () => value];
  }
}

/** In `{ name: 'DB_PASSWORD', value: '...' }` the name tells that the value is secret. */
function secretPairField(value: object): string | undefined {
  const { name, key } = value as { readonly name?: unknown; readonly key?: unknown };
  return [name, key].some((label) => typeof label === 'string' && isSensitiveKey(label))
    ? 'value'
    : undefined;
}

function hide(read: () => unknown): unknown {
  const value = attempt(read);
  return value === undefined || value === null ? value : mask;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return '[unreadable]';
  }
}
