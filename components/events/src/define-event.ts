import type { Dto } from '@ashlar/http';

export interface EventDeclaration<D extends object> {
  /** `noun.verb-ed`, such as `storage.created`. Stored with each event, so it never changes. */
  readonly type: string;
  /** Counts the shapes of the data, from 1. */
  readonly version: number;
  /** What it tells, as a DTO of the http brick: checked when it is published, and documented. */
  readonly data: Dto<D>;
  /** What it is about: events of one aggregate arrive in order. Default: the noun of the type. */
  readonly aggregate?: string;
  /** One sentence for the documents. */
  readonly description: string;
  /** It is the last one: the aggregate is gone, and its id is not used again. */
  readonly ends?: boolean;
}

/** A kind of event. Made by `defineEvent`. */
export type EventDefinition<D extends object = object> = Required<EventDeclaration<D>>;

const word = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
const shape = new RegExp(`^${word}\\.${word}$`);

/** @throws {TypeError} when the declaration breaks a rule: at start, not when the first one is published. */
export function defineEvent<D extends object>(declaration: EventDeclaration<D>): EventDefinition<D> {
  const { type, version, ends = false, aggregate = type.split('.')[0] ?? '' } = declaration;
  if (!shape.test(type) || type.length > 100)
    throw new TypeError(`"${type}" is not a type such as storage.created`);
  if (!new RegExp(`^${word}$`).test(aggregate)) throw new TypeError(`${type}: "${aggregate}" is not a noun`);
  if (!Number.isInteger(version) || version < 1 || version > 32_767) {
    throw new TypeError(`${type}: the version is a whole number from 1`);
  }
  return Object.freeze({ ...declaration, aggregate, ends });
}

/** The URI of the schema of its data: stands for the shape, and names its place in the AsyncAPI document. */
export function schemaUriOf({ type, version }: Pick<EventDefinition, 'type' | 'version'>): string {
  return `urn:ashlar:event:${type}:${version}`;
}
