import type { OperationContext } from '@ashlar/database';
import type { Egress, EgressResponse } from '@ashlar/egress';
import { LaunchInDoubt } from '../launches/launch-once.js';
import { callAgainAndAgain, callToLaunch, jsonObject } from '../outbound.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import type { DagsterRunsConfig } from './dagster.config.js';
import { askForDialect, type Dialect, dialectOf } from './dialect.js';

/** A member of one of Dagster's unions. */
export interface Member {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export interface DagsterClient {
  /** Asked once, and again after `forgetDialect`. */
  dialect(ctx: OperationContext): Promise<Dialect>;
  /** @throws {RunSystemUnavailable} */
  ask(ctx: OperationContext, text: string, variables: object): Promise<Readonly<Record<string, unknown>>>;
  /**
   * A mutation that must not happen twice.
   *
   * @throws {LaunchInDoubt}, or {RunSystemUnavailable} when it did not happen
   */
  change(ctx: OperationContext, text: string, variables: object): Promise<Member>;
}

const largestAnswer = 16 * 1_048_576;

export function createDagsterClient(
  config: DagsterRunsConfig & { readonly url: string },
  egress: Pick<Egress, 'request'>,
): DagsterClient {
  const url = `${config.url.replace(/\/+$/, '')}/graphql`;
  const { token, tokenHeader } = config;
  const isBearer = tokenHeader.toLowerCase() === 'authorization';
  let dialect: Promise<Dialect> | undefined;

  const requestOf = (ctx: OperationContext, query: string, variables: object) => ({
    method: 'POST' as const,
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token && { [tokenHeader]: isBearer ? `Bearer ${token.reveal()}` : token.reveal() }),
    },
    body: JSON.stringify({ query, variables, operationName: /(?:query|mutation) (\w+)/.exec(query)?.[1] }),
    timeoutMs: config.timeoutMs,
    maxResponseBytes: largestAnswer,
    signal: ctx.signal,
  });

  /** Dagster answers an unknown path with a page and 200, and a query that it cannot validate with 400 and errors. */
  const dataOf = ({ status, body }: EgressResponse): Readonly<Record<string, unknown>> => {
    const answer = jsonObject(body);
    if (Array.isArray(answer?.['errors']) && answer['errors'].length > 0) {
      // It may have been upgraded or downgraded meanwhile.
      dialect = undefined;
      const [first] = answer['errors'] as readonly { readonly message?: unknown }[];
      throw new RunSystemUnavailable(`Dagster: ${String(first?.message).slice(0, 500)}`);
    }
    const data = answer?.['data'];
    if (status !== 200 || typeof data !== 'object' || data === null)
      throw new RunSystemUnavailable(`Dagster answered ${status}, and no data`);
    return data as Readonly<Record<string, unknown>>;
  };
  const ask: DagsterClient['ask'] = async (ctx, text, variables) =>
    dataOf(await callAgainAndAgain(egress, requestOf(ctx, text, variables)));

  return {
    ask,
    dialect(ctx) {
      dialect ??= ask(ctx, askForDialect, {}).then(dialectOf);
      const asked = dialect;
      asked.catch(() => {
        if (dialect === asked) dialect = undefined;
      });
      return asked;
    },
    async change(ctx, text, variables) {
      const response = await callToLaunch(egress, requestOf(ctx, text, variables));
      try {
        const member = memberOf(dataOf(response)['result']);
        if (member) return member;
      } catch (error) {
        // An error beside the data tells nothing of how far it came.
        throw new LaunchInDoubt('No result', { cause: error });
      }
      throw new LaunchInDoubt('A result of no known form');
    },
  };
}

export function memberOf(value: unknown): Member | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { __typename } = value as { readonly __typename?: unknown };
  return typeof __typename === 'string' ? { ...value, __typename } : undefined;
}
