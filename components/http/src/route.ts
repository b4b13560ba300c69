import type { Actor, ExpectedVersion, OperationContext, Page, PageRequest } from '@ashlar/database';
import type { DomainErrorClass } from '@ashlar/errors';
import type { Dto } from './dto.js';
import type { PageQuery } from './paging.js';
import type { RequestScheme } from './ports.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who may call. Every route says it: there is no default. */
export type Permission<P = object> =
  /** Anybody, with or without a credential. Says why. */
  | { readonly kind: 'open'; readonly because: string }
  /** Any valid credential; the use case itself answers for the caller alone, or filters by permission. */
  | { readonly kind: 'signed-in'; readonly anonymous?: true }
  /** Asked of the authorizer before the handler runs. */
  | {
      readonly kind: 'granted';
      readonly permission: string;
      readonly object?: ProtectedObject<P>;
      readonly anonymous?: true;
    };

/** The object of a route that is about one. */
export interface ProtectedObject<P> {
  readonly idOf: (path: P) => string;
  /** What says that it is missing. Callers who may not see it get the very same, so it cannot be told apart. */
  readonly missing: DomainErrorClass;
  /**
   * The use case asks for the permission in the statement that reads the object, and answers what is missing or refused
   * itself: the server does not ask before.
   */
  readonly askedByUseCase?: boolean;
}

export function open(because: string): Extract<Permission<never>, { readonly kind: 'open' }> {
  return { kind: 'open', because };
}

export function signedIn(): Extract<Permission<never>, { readonly kind: 'signed-in' }> {
  return { kind: 'signed-in' };
}

/** The caller needs `permission`, on the object when the route is about one. */
export function granted<P>(
  permission: string,
  object?: ProtectedObject<P>,
): Extract<Permission<P>, { readonly kind: 'granted' }> {
  return { kind: 'granted', permission, ...(object && { object }) };
}

/**
 * Callers without a credential are no longer refused but decided about like everybody else: by the authorizer, or by
 * the use case. For reading what may be public. A bad credential stays 401.
 */
export function orAnonymous<P>(permission: Exclude<Permission<P>, { readonly kind: 'open' }>): Permission<P> {
  return { ...permission, anonymous: true };
}

/** Whether a route serves callers without a credential. */
export function takesAnonymous({ permission }: Pick<Route, 'permission'>): boolean {
  return permission.kind === 'open' || permission.anonymous === true;
}

/** What a handler gets: parsed, validated, authorized. */
export interface RouteInput<B, Q, P> {
  /** Inside the idempotency transaction when the request carries a key. */
  readonly ctx: OperationContext;
  readonly actor: Actor;
  readonly body: B;
  readonly query: Q;
  readonly path: P;
  /** From If-Match; `any` for `*`, and where the route's concurrency is `none`. */
  readonly expected: ExpectedVersion;
  /** The caller of a route that `creates` sent `If-None-Match: *`: create, but never replace. */
  readonly mustNotExist: boolean;
  /** A header of the request as it came. */
  readonly header: (name: string) => string | undefined;
  /** The body as it came, for a route that `keepsBytes`; else empty. */
  readonly bytes: Buffer;
}

/** What a handler answers. Made by `ok`, `created`, `accepted`, `noContent` and `listed`. */
export interface Reply<R> {
  readonly status: number;
  readonly body?: R;
  readonly version?: number;
  /** See `versionTag`. */
  readonly stamp?: string;
  readonly location?: string;
  /** Those that the route declares in `success.headers`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly page?: { readonly request: PageRequest; readonly page: Page<unknown> };
  /** For the answer to a repeated key when the body itself may not be kept. */
  readonly resourceId?: string;
  /** Sent one after the other instead of a body, until they end or the time of the request is over. */
  readonly events?: AsyncIterable<ServerSentEvent>;
}

/** One of a stream of `text/event-stream`. Callers that come back say the `id` of the last one they got. */
export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: object;
}

/** The body of a success: a DTO, a bare array of them, or nothing. */
export type SuccessBody = Dto | { readonly listOf: Dto } | undefined;

/** What the handler must answer for it. */
export type BodyOf<S> = S extends { readonly listOf: Dto<infer Item> }
  ? readonly Item[]
  : S extends Dto<infer Body>
    ? Body
    : undefined;

export interface RouteSpec<B extends object, Q extends object, P extends object, S extends SuccessBody> {
  readonly method: Method;
  /** Starts with the service's prefix; parameters in braces: `/api/data/storages/{storage_id}`. */
  readonly path: string;
  /** Camel case, unique in the service: the name of the method in generated clients. */
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly permission: Permission<P>;
  readonly body?: Dto<B>;
  readonly query?: Dto<Q>;
  readonly pathParameters?: Dto<P>;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    readonly body?: S;
    /** The answer is a stream of events, each with such a body as its data. */
    readonly stream?: Dto;
    /** Headers beside those that all answers have: what each says, by its name. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Errors beyond those that every operation of its kind can answer. */
  readonly errors?: readonly DomainErrorClass[];
  /** Default `required` for PUT, PATCH and DELETE: If-Match or 428. */
  readonly concurrency?: 'required' | 'optional' | 'none';
  /** A GET of something that may have moved: 308 to where it is now is possible beside the success. */
  readonly redirects?: boolean;
  /** A POST that waits for long work, but not for ever: 202 with its address is possible beside the success. */
  readonly defers?: boolean;
  /**
   * Operations whose path takes a value from this one's answer: an OpenAPI link each. Needed where no POST of a
   * collection makes what they are about.
   */
  readonly links?: readonly RouteLink[];
  /** A PUT that may also create: `If-None-Match: *` stands in for If-Match, and 201 is possible beside 200. */
  readonly creates?: boolean;
  /** Default `stored` for POST: the answer is kept for a repeated Idempotency-Key. */
  readonly idempotency?: 'stored' | 'ignored';
  /** The answer carries a secret: it is never kept. */
  readonly secret?: boolean;
  /** For the platform's own probes: served without looking at credentials and without counting. */
  readonly probe?: boolean;
  /** The handler gets the body also as it came: for what is signed. */
  readonly keepsBytes?: boolean;
  /** Bytes of body. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** Whose contract the route speaks. Default Ashlar's own. */
  readonly dialect?: string;
  /** Credentials that this route takes beside those of the service. */
  readonly scheme?: RequestScheme;
  readonly handle: (input: RouteInput<B, Q, P>) => Promise<Reply<BodyOf<S>>>;
}

/** `field` of the answer is what `parameter` of that operation's path takes. */
export interface RouteLink {
  readonly operationId: string;
  readonly parameter: string;
  readonly field: string;
}

/** A route with its types erased: what the server mounts and the documents are made of. */
export interface Route extends Omit<RouteSpec<object, object, object, SuccessBody>, 'handle'> {
  readonly handle: (input: RouteInput<object, object, object>) => Promise<Reply<unknown>>;
}

/** Declares one operation: address, permission, shapes, documents and handler in one object. */
export function route<
  B extends object = Record<never, never>,
  Q extends object = Record<never, never>,
  P extends object = Record<never, never>,
  const S extends SuccessBody = undefined,
>(spec: RouteSpec<B, Q, P, S>): Route {
  // Sound because the server builds body, query and path from the very DTOs of this spec before it calls the handler.
  return Object.freeze({ ...spec }) as unknown as Route;
}

/** The statuses that a route may answer with when all is well. */
export function successStatuses({ success, creates, redirects, defers }: Route): readonly number[] {
  return [success.status, ...(creates ? [201] : []), ...(defers ? [202] : []), ...(redirects ? [308] : [])];
}

/** The media types of a route's body. */
export function bodyTypesOf({ method }: Route): readonly string[] {
  return method === 'patch' ? ['application/json', 'application/merge-patch+json'] : ['application/json'];
}

/**
 * @param version makes the ETag; absent for what cannot change.
 * @param stamp what the platform noted beside it: see `versionTag`.
 */
export function ok<R>(body: R, version?: number, stamp?: string): Reply<R> {
  return {
    ...{ status: 200, body },
    ...(version !== undefined && { version }),
    ...(stamp !== undefined && { stamp }),
  };
}

export function created<R extends { readonly id: string }>(
  body: R,
  location: string,
  version?: number,
): Reply<R> {
  return { status: 201, body, location, resourceId: body.id, ...(version !== undefined && { version }) };
}

/** Long work has begun; its state is at `location`. */
export function accepted<R>(body: R, location: string): Reply<R> {
  return { status: 202, body, location };
}

/** A live view: callers whose time is over come back for more by themselves. */
export function streamed(events: AsyncIterable<ServerSentEvent>): Reply<undefined> {
  return { status: 200, events };
}

/** It is elsewhere now, for good. The caller asks there, with the same method. */
export function moved(location: string): Reply<never> {
  return { status: 308, location };
}

export function noContent(): Reply<undefined> {
  return { status: 204 };
}

/** One page of a list: the items go out as a bare array, the rest as headers. */
export function listed<T, R>(page: Page<T>, query: PageQuery, present: (item: T) => R): Reply<readonly R[]> {
  return { status: 200, body: page.items.map(present), page: { request: query.toRequest(), page } };
}
