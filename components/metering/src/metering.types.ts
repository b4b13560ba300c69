import type { Actor } from '@ashlar/database';

/** One answered request, as the HTTP edge tells it. */
export interface ServedCall {
  readonly actor: Actor | undefined;
  readonly status: number;
}

/** Who is counted: a user by id, or a service by client id. */
export interface Caller {
  readonly kind: 'user' | 'service';
  readonly id: string;
}

/** The calls of one caller on one day. */
export interface ApiCalls {
  /** `2026-11-21`, of UTC. */
  readonly day: string;
  readonly calls: number;
  /** Of these, answered with 400 to 499. */
  readonly refused: number;
  /** Of these, answered with 500 or more. */
  readonly failed: number;
}
