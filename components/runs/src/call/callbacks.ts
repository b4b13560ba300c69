import type { OperationContext } from '@ashlar/database';
import { defineError } from '@ashlar/errors';
import type { Launches, ReportedFacts } from '../launches/launches.types.js';
import { isSignedBy, type SigningKeys } from './signing-keys.js';

export const CalledRunNotFound = defineError({
  code: 'CALLED_RUN_NOT_FOUND',
  kind: 'not-found',
  title: 'No run that takes callbacks has this address',
  remedy: 'Use the address from the call; it is forgotten some time after the run.',
});

export const RunCallbackRefused = defineError({
  code: 'RUN_CALLBACK_REFUSED',
  kind: 'forbidden',
  title: 'The time or the signature of the callback is wrong',
  remedy: 'Sign the message with the key of the call, at the time of sending.',
});

export const RunCallbackLate = defineError({
  code: 'RUN_CALLBACK_LATE',
  kind: 'conflict',
  title: 'The run has ended, and otherwise',
  remedy: 'Send nothing more for this run.',
});

export interface SignedCallback {
  /** From the address that the call named. */
  readonly run: string;
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly payload: string;
  readonly signature: string;
}

/** What a payload says. */
export interface ToldFacts extends ReportedFacts {
  readonly run: string;
}

export interface RunCallbacks {
  /**
   * Takes what a run tells of itself; the same again changes nothing.
   * @param read what the payload says, once it is known to be theirs
   * @throws {CalledRunNotFound}, {RunCallbackRefused}, or {RunCallbackLate} when the run ended otherwise
   */
  take(ctx: OperationContext, callback: SignedCallback, read: (payload: string) => ToldFacts): Promise<void>;
}

export function createRunCallbacks({
  launches,
  keys,
  replayWindowMs,
}: {
  readonly launches: Pick<Launches, 'find' | 'report'>;
  readonly keys: SigningKeys;
  readonly replayWindowMs: number;
}): RunCallbacks {
  return {
    async take(ctx, callback, read) {
      const launch = await launches.find(ctx, callback.run);
      if (launch?.signingKey === undefined) throw new CalledRunNotFound();
      const { id, timestamp, payload: body, signature } = callback;
      const isTimely = Math.abs(launch.now.getTime() - timestamp * 1000) <= replayWindowMs;
      const isTheirs = isSignedBy(await keys.find(launch.signingKey), { id, timestamp, body }, signature);
      if (!isTimely || !isTheirs) throw new RunCallbackRefused();
      const facts = read(callback.payload);
      // What was signed for one run is nothing for another.
      if (facts.run !== callback.run) throw new RunCallbackRefused();
      const now = await launches.report(ctx, callback.run, facts);
      // Messages may overtake each other: that it still ran is no news of a run that has ended.
      if (now && now.state !== facts.state && facts.state !== 'running') throw new RunCallbackLate();
    },
  };
}
