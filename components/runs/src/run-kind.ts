import type { OperationContext } from '@ashlar/database';

/** `lost`: the outside system no longer knows the run; it may or may not have done its work. */
export type RunState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'lost';

export interface RunLink {
  /** `ui`, `logs`, `result` or another name that the kind documents. */
  readonly rel: string;
  readonly href: string;
}

/** What a user wrote down for a run: a JSON object; secrets by reference only. */
export type RunSpec = Readonly<Record<string, unknown>>;

export interface RunRequest {
  /** One run per key, however often it is launched. */
  readonly key: string;
  readonly spec: RunSpec;
  /** From 1. */
  readonly attempt: number;
  readonly labels: Readonly<Record<string, string>>;
  /** When whoever asked stops waiting; a kind that can hands it on. */
  readonly deadline?: Date;
}

export interface RunHandle {
  readonly key: string;
  /** The run's name in the outside system. */
  readonly externalId: string;
  readonly spec: RunSpec;
}

export interface RunReport {
  readonly key: string;
  /** Absent only while the outside system has not named the run. */
  readonly externalId?: string;
  readonly state: RunState;
  /** The state in the outside system's own words. */
  readonly raw: string;
  readonly message?: string;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly links: readonly RunLink[];
}

export type LaunchResult =
  /** Also for a key that was launched before: its report is given, and nothing is launched again. */
  | { readonly outcome: 'launched'; readonly report: RunReport }
  /** Final: trying again cannot help. */
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string };

/**
 * One way of running something outside of Ashlar. No method is called inside a database transaction.
 * Whatever may pass is thrown as `RunSystemUnavailable`, and may be tried again with the same key.
 */
export interface RunKind {
  readonly kind: string;
  /** How many runs one request to the outside system asks about. */
  readonly batch: number;
  /**
   * Checks what a user wrote, and fills in what was left out.
   *
   * @throws {InvalidRunSpec} with each fault by its pointer
   */
  parse(spec: unknown): RunSpec;
  /** @throws {RunSystemUnavailable} */
  launch(ctx: OperationContext, request: RunRequest): Promise<LaunchResult>;
  /**
   * One report for each run, in the order asked.
   *
   * @throws {RunSystemUnavailable}
   */
  poll(ctx: OperationContext, runs: readonly RunHandle[]): Promise<readonly RunReport[]>;
  /**
   * After a lost reply: reports of those that were launched, by key. Absent where `launch` alone tells.
   *
   * @throws {RunSystemUnavailable}
   */
  find?(ctx: OperationContext, requests: readonly RunRequest[]): Promise<readonly RunReport[]>;
  /**
   * Asks for the end of a run; `poll` sees it. One that has ended is left as it is.
   *
   * @throws {RunSystemUnavailable}
   */
  cancel(ctx: OperationContext, run: RunHandle): Promise<void>;
}
