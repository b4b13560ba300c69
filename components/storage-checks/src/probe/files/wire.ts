import type { Egress, EgressConnection, EgressConnectRequest } from '@ashlar/egress';
import { timeLimit } from '@ashlar/errors';
import { createAllowance, type Fault, faultOf, isFault, type ProbeLimits } from '../line.js';

/** Of one connection, all steps together; data of FTP counts anew each time. */
const connectionBytes = 524_288;

/** A connection lives no longer than this, whatever a test may take: the way out allows calls as much by default. */
const connectionMs = 14_500;

/** Connections of one test, within its time. */
export interface Wire {
  open(
    request: Pick<EgressConnectRequest, 'host' | 'port' | 'standardPort' | 'tls'>,
  ): Promise<EgressConnection | Fault>;
  /**
   * One step over a connection. After a fault nobody knows where its conversation stands.
   * @throws what `work` throws, where it says nothing of the connection.
   */
  step<T extends object>(work: () => Promise<T>): Promise<T | Fault>;
  /** From here on the time that was kept for cleaning up may be used. */
  cleanUp(): void;
}

export interface WireDeps {
  readonly egress: Pick<Egress, 'connect'>;
  readonly limits: ProbeLimits;
  /** Whoever ends it gets its reason, and no report. */
  readonly signal: AbortSignal;
}

/** A step that went wrong, in words of the catalogue. */
export class StepFailed extends Error {
  constructor(
    readonly fault: Fault['fault'],
    readonly at: Fault['at'] = 'connection',
  ) {
    super(fault);
  }
}

export function createWire({ egress, limits, signal }: WireDeps): Wire {
  const deadlineMs = Math.min(limits.deadlineMs, connectionMs);
  const allowance = createAllowance({ ...limits, deadlineMs });
  const outOfTime: Fault = { fault: 'OUT_OF_TIME', at: 'connection' };

  const within = async <T>(work: () => Promise<T>, answered: boolean): Promise<T | Fault> => {
    signal.throwIfAborted();
    const left = allowance.left();
    if (left <= 0) return outOfTime;
    const time = timeLimit(Math.max(1, Math.min(limits.callMs, left)));
    const stop = AbortSignal.any([signal, time]);
    let abort = (): void => undefined;
    try {
      const aborted = new Promise<never>((_, reject) => {
        abort = () => reject(stop.reason as Error);
        stop.addEventListener('abort', abort, { once: true });
      });
      return await Promise.race([work(), aborted]);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof StepFailed) return { fault: error.fault, at: error.at };
      if (time.aborted) return { fault: 'STALLED', at: 'connection' };
      const fault = faultOf(error, answered);
      if (!fault) throw error;
      return fault;
    } finally {
      stop.removeEventListener('abort', abort);
    }
  };

  return {
    cleanUp: () => allowance.cleanUp(),
    step: (work) => within(work, true),
    async open(request) {
      const unwanted = new AbortController();
      const opened = await within(
        () =>
          egress.connect({
            ...{ ...request, timeoutMs: deadlineMs, maxBytes: connectionBytes },
            signal: AbortSignal.any([signal, unwanted.signal]),
          }),
        false,
      );
      if (!isFault(opened)) return opened;
      // One that comes about later is nobody's.
      unwanted.abort();
      return opened.fault === 'STALLED' ? { ...opened, fault: 'CONNECTION_FAILED' } : opened;
    },
  };
}
