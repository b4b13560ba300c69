import { inspect } from 'node:util';

const mask = '***';

/**
 * A value that must not be seen by accident: strings, JSON, `util.inspect`, spreads and clones show `***`
 * or nothing. Only {@link Secret.reveal} gives it away, so every use can be searched for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    Object.freeze(this);
  }

  /** The value itself. Hand it straight to what needs it; do not store it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.toPrimitive](): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
