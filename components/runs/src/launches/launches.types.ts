import type { OperationContext } from '@ashlar/database';
import type { RunLink, RunState } from '../run-kind.js';

export type ReportedState = Extract<RunState, 'running' | 'succeeded' | 'failed' | 'cancelled'>;

/** What is known here of a run that was launched, or is being launched. */
export interface Launch {
  /** A UUID: what addresses of callbacks carry. */
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  /** Absent until the outside system has named it. */
  readonly externalId: string | undefined;
  readonly launchedAt: Date | undefined;
  /** Milliseconds since its end was asked for, by the database's clock. */
  readonly cancelAskedForMs: number | undefined;
  readonly signingKey: string | undefined;
  readonly statusUrl: string | undefined;
  /** What the outside system told by itself. */
  readonly state: ReportedState | undefined;
  readonly message: string | undefined;
  readonly links: readonly RunLink[];
  readonly finishedAt: Date | undefined;
  /** When it was read, by the database's clock. */
  readonly now: Date;
}

/** The right to launch a run, until the lease ends. */
export interface Claim {
  readonly id: string;
  readonly fence: number;
  readonly kind: string;
  readonly key: string;
  /** When it was given, by the database's clock. */
  readonly at: Date;
}

export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly claim: Claim }
  /** It was launched before. */
  | { readonly outcome: 'known'; readonly launch: Launch }
  /** Somebody else launches it now, or did and does not know how that ended. */
  | { readonly outcome: 'busy'; readonly forMs: number };

export interface ClaimRequest {
  readonly kind: string;
  readonly key: string;
  readonly leaseMs: number;
  readonly signingKey?: string | undefined;
}

export interface LaunchedFacts {
  readonly externalId: string;
  readonly statusUrl?: string | undefined;
  readonly state?: ReportedState | undefined;
  readonly message?: string | undefined;
}

export interface ReportedFacts {
  readonly state: ReportedState;
  readonly message: string | undefined;
  readonly links: readonly RunLink[];
}

/** The memory of launches, in the database: one row per kind and key. */
export interface Launches {
  claim(ctx: OperationContext, request: ClaimRequest): Promise<ClaimResult>;
  /** @returns whether the claim was still the latest. */
  launched(ctx: OperationContext, claim: Claim, facts: LaunchedFacts): Promise<boolean>;
  /** Lets others launch it after so many milliseconds. */
  giveBack(ctx: OperationContext, claim: Claim, afterMs: number): Promise<void>;
  /** Those that there are, by key. */
  ofKeys(ctx: OperationContext, kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, Launch>>;
  find(ctx: OperationContext, id: string): Promise<Launch | undefined>;
  /** Remembers when the end of a run was asked for first. */
  askedToCancel(ctx: OperationContext, kind: string, key: string): Promise<void>;
  /** Writes down what was told, unless it told its end before. @returns what is known now. */
  report(ctx: OperationContext, id: string, facts: ReportedFacts): Promise<Launch | undefined>;
  /** Forgets up to so many launches that are older. @returns how many. */
  sweep(ctx: OperationContext, olderThanMs: number, most: number): Promise<number>;
}
