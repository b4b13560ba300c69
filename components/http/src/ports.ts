import type { Actor, OperationContext } from '@ashlar/database';

/** Turns a credential into an actor. The identity bricks implement it; the base passes it in. */
export interface Authenticator {
  /**
   * @param authorization the header as it came; absent means an anonymous caller.
   * @throws {Unauthenticated} for a credential that is not valid now. Never answers anonymous for a bad one.
   */
  authenticate(authorization: string | undefined, request: { readonly signal: AbortSignal }): Promise<Actor>;
}

/** A request as it arrived: what a credential that signs it is held against. */
export interface PresentedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  header(name: string): string | undefined;
}

/** A further kind of credential, for the routes that name it: one that signs a request and not just names its bearer. */
export interface RequestScheme {
  /** By the outside of the Authorization header alone. What it recognises goes nowhere else. */
  recognises(authorization: string): boolean;
  /** @throws {Unauthenticated} for a credential that is not valid now. Never answers anonymous. */
  authenticate(authorization: string, request: PresentedRequest): Promise<Actor>;
}

/** What an operation asks before it runs. */
export interface AccessRequest {
  /** Such as `storage.create`. */
  readonly permission: string;
  /** Of the object in the path, when the route names one. */
  readonly objectId?: string;
}

/** Decides what an actor may do. */
export interface Authorizer {
  /** @throws {TypeError} for a permission that does not exist. Asked for every route when the service starts. */
  assertPermission(permission: string): void;
  /**
   * Resolves when the actor of `ctx` may.
   * @throws {NotFound} when the object is missing, or the actor may not even see it.
   * @throws {Forbidden} when the actor may see it but not do this.
   */
  authorize(ctx: OperationContext, request: AccessRequest): Promise<void>;
}

export interface RateLimitState {
  readonly allowed: boolean;
  /** Requests per window, requests left, and whole seconds until the window ends. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one request of a caller. */
  take(caller: string): Promise<RateLimitState>;
}

/** One thing that must answer for the service to be ready. */
export interface ReadinessCheck {
  readonly name: string;
  /** The service does without it: a failure is shown, and keeps no traffic away. */
  readonly degrades?: boolean;
  /** Rejects, with a message fit for the operator, when the service should get no traffic. */
  check(): Promise<void>;
}

/** What `Around` may see of a request and add to its answer. */
export interface Exchange {
  header(name: string): string | undefined;
  /** Sets a header of the answer, unless that has gone out. */
  answer(name: string, value: string): void;
}

/** Runs what serves a request, in surroundings of its own. */
export type Around = <T>(exchange: Exchange, work: () => Promise<T>) => Promise<T>;

/** For documents: a header that `Around` reads from requests and answers with, wherever there is a caller. */
export interface AroundHeader {
  readonly name: string;
  /** What it says in a request. */
  readonly asked: string;
  /** What it says in the answer to a request that has changed something. */
  readonly answered: string;
}

/** One answered request. Probes are not told. */
export interface Served {
  /** Undefined when nobody knows who called: no route took it, or the credential was bad. */
  readonly actor: Actor | undefined;
  readonly route: { readonly operationId: string; readonly path: string; readonly tag: string } | undefined;
  /** 499 when the caller went away first. */
  readonly status: number;
}

/** Hears of each answer after it was sent. What it throws is logged. */
export type OnServed = (served: Served) => void;
