import { type Egress, type EgressRequest, type EgressResponse, reasonOf } from '@ashlar/egress';
import { LaunchInDoubt } from './launches/launch-once.js';
import { RunSystemUnavailable } from './runs.errors.js';

const neverSent = ['url', 'port', 'host', 'dns', 'address'];

/** Whether a call that failed cannot have arrived. */
export function wasNeverSent(error: unknown): boolean {
  const reason = reasonOf(error);
  if (reason === undefined) return false;
  if (neverSent.includes(reason)) return true;
  const { code } = Object(rootOf(error)) as { readonly code?: unknown };
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** Whether the address itself may not be called: another try would not help. */
export function isForbidden(error: unknown): boolean {
  return ['url', 'port', 'host', 'address'].includes(reasonOf(error) ?? '');
}

/**
 * One call whose answer decides about a launch.
 *
 * @throws {LaunchInDoubt}, or {RunSystemUnavailable} when it never arrived
 */
export async function callToLaunch(
  egress: Pick<Egress, 'request'>,
  request: EgressRequest,
): Promise<EgressResponse> {
  try {
    return await egress.request(request);
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    if (wasNeverSent(error)) throw new RunSystemUnavailable(undefined, { cause: error });
    throw new LaunchInDoubt('No answer', { cause: error });
  }
}

/**
 * One call that changes nothing, or may be repeated.
 *
 * @throws {RunSystemUnavailable}
 */
export async function callAgainAndAgain(
  egress: Pick<Egress, 'request'>,
  request: EgressRequest,
): Promise<EgressResponse> {
  try {
    return await egress.request(request);
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    throw new RunSystemUnavailable(undefined, { cause: error });
  }
}

/** The parsed object; undefined when it is none. */
export function jsonObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function rootOf(error: unknown): unknown {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return at;
}
