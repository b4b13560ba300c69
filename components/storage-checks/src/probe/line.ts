import { type Egress, type EgressRequest, type EgressResponse, reasonOf } from '@ashlar/egress';
import type { CheckCode } from './codes.js';

/** How much a test may take. */
export interface ProbeLimits {
  /** All of it. */
  readonly deadlineMs: number;
  /** One call. */
  readonly callMs: number;
  /** Of the deadline, kept for removing what was written. */
  readonly cleanUpMs: number;
  /** Of an answer. */
  readonly answerBytes: number;
}

export const usualProbeLimits: ProbeLimits = {
  ...{ deadlineMs: 18_000, callMs: 5_000, cleanUpMs: 4_000 },
  answerBytes: 262_144,
};

/** Why a call brought no answer. */
export interface Fault {
  readonly fault: CheckCode;
  /** Which step it belongs to, whatever was tried. */
  readonly at: 'dns' | 'tls' | 'connection';
}

export type Answer = Pick<EgressResponse, 'status' | 'headers' | 'body'>;

/** What is left of the time of a test. */
export interface Allowance {
  /** Milliseconds; the time for cleaning up is kept until then. */
  left(): number;
  /** From here on the time that was kept for cleaning up may be used. */
  cleanUp(): void;
}

export function createAllowance({
  deadlineMs,
  cleanUpMs,
}: Pick<ProbeLimits, 'deadlineMs' | 'cleanUpMs'>): Allowance {
  const started = performance.now();
  let reserved = cleanUpMs;
  return {
    left: () => deadlineMs - reserved - (performance.now() - started),
    cleanUp() {
      reserved = 0;
    },
  };
}

/** Calls of one test, within its time. */
export interface Line {
  call(request: Omit<EgressRequest, 'signal' | 'timeoutMs'>): Promise<Answer | Fault>;
  /** From here on the time that was kept for cleaning up may be used. */
  cleanUp(): void;
}

export function isFault(answer: object): answer is Fault {
  return 'fault' in answer;
}

export interface LineDeps {
  readonly egress: Pick<Egress, 'request'>;
  readonly limits: ProbeLimits;
  /** Whoever ends it gets its reason, and no report. */
  readonly signal: AbortSignal;
}

export function createLine({ egress, limits, signal }: LineDeps): Line {
  const allowance = createAllowance(limits);
  let answered = false;
  return {
    cleanUp: () => allowance.cleanUp(),
    async call(request) {
      signal.throwIfAborted();
      const left = allowance.left();
      if (left <= 0) return { fault: 'OUT_OF_TIME', at: 'connection' };
      try {
        const { status, headers, body } = await egress.request({
          maxResponseBytes: limits.answerBytes,
          ...request,
          signal,
          timeoutMs: Math.max(1, Math.min(limits.callMs, left)),
        });
        answered = true;
        return { status, headers, body };
      } catch (error) {
        signal.throwIfAborted();
        const fault = faultOf(error, answered);
        if (!fault) throw error;
        return fault;
      }
    },
  };
}

/**
 * What cannot be resolved and what may not be called are one thing.
 * @param answered whether the server had answered before.
 * @returns undefined for errors that are not of calls.
 */
export function faultOf(error: unknown, answered: boolean): Fault | undefined {
  const reason = reasonOf(error);
  switch (reason) {
    case undefined:
      return undefined;
    case 'url':
    case 'port':
    case 'host':
    case 'dns':
    case 'address':
      return { fault: 'ADDRESS_UNUSABLE', at: 'dns' };
    case 'timeout':
    case 'aborted': {
      const fault = codesIn(error).includes('UND_ERR_CONNECT_TIMEOUT') ? 'CONNECTION_FAILED' : 'STALLED';
      return { fault, at: 'connection' };
    }
    case 'too-large':
    case 'protocol':
      return { fault: 'UNINTELLIGIBLE', at: 'connection' };
    case 'connect':
    case 'tls': {
      const codes = codesIn(error);
      const tls = tlsFaultOf(codes);
      if (tls) return { fault: tls, at: 'tls' };
      if (codes.includes('HTTPParserError')) return { fault: 'UNINTELLIGIBLE', at: 'connection' };
      const wasLost = answered || codes.some((code) => code === 'UND_ERR_SOCKET' || code === 'ECONNRESET');
      return { fault: wasLost ? 'CONNECTION_LOST' : 'CONNECTION_FAILED', at: 'connection' };
    }
  }
}

/** Codes of what caused an error, and names where there is no code, the outermost first. */
function codesIn(error: unknown): readonly string[] {
  const codes: string[] = [];
  for (let one = error; typeof one === 'object' && one !== null && codes.length < 20;) {
    const { code, name, cause } = one as Readonly<Record<string, unknown>>;
    codes.push(typeof code === 'string' ? code : String(name));
    one = cause;
  }
  return codes;
}

/** Two sides that have no version in common. */
const tooOld = /^ERR_SSL_(?:UNSUPPORTED_PROTOCOL|(?:TLSV1|SSLV3)_ALERT_PROTOCOL_VERSION|WRONG_SSL_VERSION)$/;

function tlsFaultOf(codes: readonly string[]): CheckCode | undefined {
  for (const code of codes) {
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return 'TLS_WRONG_NAME';
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'TLS_EXPIRED';
    if (tooOld.test(code)) return 'TLS_TOO_OLD';
    if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'TLS_NOT_SPOKEN';
    if (/^(?:CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/.test(code)) return 'TLS_UNTRUSTED';
  }
  return undefined;
}
