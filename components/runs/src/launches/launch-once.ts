import type { OperationContext } from '@ashlar/database';
import type { LaunchResult, RunReport, RunRequest } from '../run-kind.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import type { Claim, Launch, LaunchedFacts, Launches } from './launches.types.js';

/** The answer to a launch was lost: it may or may not have happened, and may still happen. */
export class LaunchInDoubt extends Error {
  override readonly name = 'LaunchInDoubt';
}

/** What a kind of run knows how to do; the rest is the same for all. */
export interface Launching {
  readonly kind: string;
  /** Milliseconds in which `find` and `send` are over, whatever happens. */
  readonly budgetMs: number;
  /** For so long after a lost answer the outside system may still be about to launch. */
  readonly settleMs: number;
  /** Looks in the outside system for a run of this key; absent where `send` itself can be repeated. */
  readonly find?: (ctx: OperationContext, request: RunRequest) => Promise<Sent | undefined>;
  /**
   * Launches.
   *
   * @throws {LaunchInDoubt}, or {RunSystemUnavailable} when nothing was launched
   */
  readonly send: (ctx: OperationContext, request: RunRequest, claim: Claim) => Promise<Sent | Refused>;
  /** What is told of a run that was launched before. */
  readonly again: (ctx: OperationContext, request: RunRequest, launch: Launch) => Promise<RunReport>;
  readonly signingKey?: string | undefined;
}

export interface Sent extends LaunchedFacts {
  readonly outcome: 'launched';
  readonly report: RunReport;
}
export type Refused = Extract<LaunchResult, { readonly outcome: 'refused' }>;

/**
 * One launcher per key at a time, by a row with a lease and a fence; the outside system is asked for the key before
 * anything is sent, and after an answer was lost. What is in doubt stays locked until it has settled.
 */
export async function launchOnce(
  ctx: OperationContext,
  launches: Launches,
  request: RunRequest,
  { kind, budgetMs, settleMs, find, send, again, signingKey }: Launching,
): Promise<LaunchResult> {
  const begun = performance.now();
  const claimed = await launches.claim(ctx, {
    kind,
    key: request.key,
    leaseMs: budgetMs + settleMs,
    signingKey,
  });
  if (claimed.outcome === 'known')
    return { outcome: 'launched', report: await again(ctx, request, claimed.launch) };
  if (claimed.outcome === 'busy') {
    const retryAfterSeconds = Math.max(Math.ceil(claimed.forMs / 1000), 1);
    throw new RunSystemUnavailable('This run is being launched', { retryAfterSeconds });
  }
  const { claim } = claimed;
  const keep = async (sent: Sent): Promise<LaunchResult> => {
    await launches.launched(ctx, claim, sent);
    return { outcome: 'launched', report: sent.report };
  };
  try {
    const found = await find?.(ctx, request);
    if (found) return await keep(found);
    // The process may have been stopped meanwhile: what is sent now must be over before the lease is.
    if (performance.now() - begun > budgetMs / 2)
      throw new RunSystemUnavailable('Looking for the run took too long');
    const sent = await send(ctx, request, claim);
    if (sent.outcome === 'launched') return await keep(sent);
    await launches.giveBack(ctx, claim, 0);
    return sent;
  } catch (error) {
    if (!(error instanceof LaunchInDoubt)) {
      await launches.giveBack(ctx, claim, 0);
      throw error;
    }
    const found = await find?.(ctx, request).catch(() => undefined);
    if (found) return keep(found);
    await launches.giveBack(ctx, claim, settleMs);
    const retryAfterSeconds = Math.max(Math.ceil(settleMs / 1000), 1);
    throw new RunSystemUnavailable('Whether it was launched is not known yet', {
      cause: error,
      retryAfterSeconds,
    });
  }
}
