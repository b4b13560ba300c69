import type { OperationContext } from '@ashlar/database';
import type { Egress, EgressResponse } from '@ashlar/egress';
import {
  LaunchInDoubt,
  launchOnce,
  type Launching,
  type Refused,
  type Sent,
} from '../launches/launch-once.js';
import type { Launch, Launches, ReportedState } from '../launches/launches.types.js';
import { isForbidden, jsonObject, wasNeverSent } from '../outbound.js';
import type { RunHandle, RunKind, RunReport } from '../run-kind.js';
import { InvalidRunSpec, RunSystemUnavailable } from '../runs.errors.js';
import type { HttpRunsConfig } from './http.config.js';
import { readHttpSpec } from './http-spec.js';
import { type SigningKeys, signaturesOf } from './signing-keys.js';

export interface HttpKindDeps {
  readonly config: HttpRunsConfig;
  readonly egress: Pick<Egress, 'request' | 'assertUrl'>;
  readonly launches: Launches;
  readonly keys: SigningKeys;
}

const kind = 'http';
const batch = 50;
const largestAnswer = 65_536;
/** As one who is asked how it goes answers. */
const told: Readonly<Record<string, ReportedState>> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/**
 * Calls an address with a signed POST, as Standard Webhooks says. A spec is `{ url, key, ends?, headers?, data? }`. The
 * same run is sent under the same `webhook-id` each time: who receives it twice does it once. It ends with the answer
 * (`answer`), a signed callback (`callback`), or when the address of the answer's `location` says so (`poll`).
 */
export function httpKind({ config, egress, launches, keys }: HttpKindDeps): RunKind {
  const callbackOf = (id: string): string =>
    `${(config.callbackUrl ?? '').replace(/\/+$/, '')}/api/data/run-callbacks/${id}`;
  const parse = (given: unknown) => {
    const spec = readHttpSpec(given);
    if (spec.ends === 'callback' && config.callbackUrl === undefined)
      throw invalid('/ends', 'callbacks are not set up here');
    try {
      egress.assertUrl(spec.url);
    } catch {
      throw invalid('/url', 'may not be called');
    }
    return spec;
  };

  const signed = async (name: string, message: SignedCall) => {
    const known = await keys.find(name);
    if (known.length === 0) return undefined;
    const { id, at, body } = message;
    const timestamp = Math.floor(at.getTime() / 1000);
    return {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf(known, { id, timestamp, body }),
    };
  };

  const send: Launching['send'] = async (ctx, request, claim): Promise<Sent | Refused> => {
    const spec = readHttpSpec(request.spec);
    const body = JSON.stringify({
      type: 'run.requested',
      run: claim.id,
      key: request.key,
      attempt: request.attempt,
      // Whom it is meant for: what was signed for one is nothing for another.
      url: spec.url,
      ...(request.deadline && { deadline: request.deadline.toISOString() }),
      ...(spec.ends === 'callback' && { callback_url: callbackOf(claim.id) }),
      labels: request.labels,
      data: spec.data ?? null,
    });
    const signature = await signed(spec.key, { id: claim.id, at: claim.at, body });
    if (!signature)
      return { outcome: 'refused', code: 'RUN_KEY_MISSING', message: `There is no key "${spec.key}"` };
    const answer = await post(ctx, spec, body, signature);
    if ('outcome' in answer) return answer;
    return answerOf(answer, spec, request.key, claim.id);
  };

  const post = async (
    ctx: OperationContext,
    { url, headers }: Pick<ReturnType<typeof readHttpSpec>, 'url' | 'headers'>,
    body: string,
    signature: Readonly<Record<string, string>>,
  ): Promise<EgressResponse | Refused> => {
    try {
      return await egress.request({
        method: 'POST',
        url,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'user-agent': 'ashlar-runs',
          ...signature,
        },
        body,
        timeoutMs: config.timeoutMs,
        maxResponseBytes: largestAnswer,
        signal: ctx.signal,
      });
    } catch (error) {
      if (isForbidden(error))
        return {
          outcome: 'refused',
          code: 'DESTINATION_UNREACHABLE',
          message: 'The address may not be called',
        };
      // The same words for every reason: who wrote the address learns nothing of the network.
      if (wasNeverSent(error)) throw new RunSystemUnavailable('The address did not answer', { cause: error });
      throw new LaunchInDoubt('The address did not answer', { cause: error });
    }
  };

  const ask = async (ctx: OperationContext, { key, spec }: RunHandle, launch: Launch): Promise<RunReport> => {
    const { statusUrl = '', id } = launch;
    const { key: name } = readHttpSpec(spec);
    const signature = await signed(name, { id, at: launch.now, body: '' });
    if (!signature) throw new RunSystemUnavailable(`There is no key "${name}"`);
    const { status, body } = await egress
      .request({
        method: 'GET',
        url: statusUrl,
        headers: { accept: 'application/json', 'user-agent': 'ashlar-runs', ...signature },
        timeoutMs: config.timeoutMs,
        maxResponseBytes: largestAnswer,
        signal: ctx.signal,
      })
      .catch((error: unknown) => {
        throw new RunSystemUnavailable('The address did not answer', { cause: error });
      });
    if (status === 404 || status === 410)
      return { key, externalId: launch.externalId ?? id, state: 'lost', raw: String(status), links: [] };
    const { state, message } = (status === 200 ? jsonObject(body) : undefined) ?? {};
    const known = typeof state === 'string' ? told[state] : undefined;
    if (known === undefined) throw new RunSystemUnavailable(`The address answered ${status}, and no state`);
    const facts = {
      state: known,
      message: typeof message === 'string' ? message.slice(0, 2_000) : undefined,
    };
    if (known === 'running')
      return { ...base(key, launch), state: known, raw: known, ...withMessage(facts.message) };
    const kept = await launches.report(ctx, id, { ...facts, links: [] });
    return reportOf(key, kept ?? launch);
  };

  return {
    kind,
    batch,
    parse,
    launch: (ctx, request) => {
      const { key: signingKey } = readHttpSpec(request.spec);
      return launchOnce(ctx, launches, request, {
        kind,
        budgetMs: config.timeoutMs * 2,
        // Whoever receives it twice knows by its id.
        settleMs: 0,
        send,
        again: (_ctx, { key }, launch) => Promise.resolve(reportOf(key, launch)),
        signingKey,
      });
    },
    async poll(ctx, runs) {
      const known = await launches.ofKeys(
        ctx,
        kind,
        runs.map(({ key }) => key),
      );
      let unreachable = 0;
      const reports = await Promise.all(
        runs.map(async (run): Promise<RunReport> => {
          const launch = known.get(run.key);
          if (!launch)
            return { key: run.key, externalId: run.externalId, state: 'lost', raw: 'forgotten', links: [] };
          const isOpen = launch.state === undefined || launch.state === 'running';
          if (!isOpen || launch.statusUrl === undefined) return reportOf(run.key, launch);
          try {
            return await ask(ctx, run, launch);
          } catch (error) {
            if (!(error instanceof RunSystemUnavailable)) throw error;
            unreachable += 1;
            // One address that is down tells nothing of the others.
            return { ...reportOf(run.key, launch), raw: 'unreachable', message: error.message };
          }
        }),
      );
      if (unreachable > 0 && unreachable === runs.length)
        throw new RunSystemUnavailable('None of the addresses tells how its run goes');
      return reports;
    },
    async find(ctx, requests) {
      const known = await launches.ofKeys(
        ctx,
        kind,
        requests.map(({ key }) => key),
      );
      return [...known.values()]
        .filter(({ externalId }) => externalId !== undefined)
        .map((launch) => reportOf(launch.key, launch));
    },
    /** What was called may go on; what it tells from then on is not heard. */
    async cancel(ctx, { key }) {
      await launches.askedToCancel(ctx, kind, key);
      const launch = (await launches.ofKeys(ctx, kind, [key])).get(key);
      if (launch)
        await launches.report(ctx, launch.id, {
          state: 'cancelled',
          message: undefined,
          links: launch.links,
        });
    },
  };
}

interface SignedCall {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

const isOk = (status: number): boolean => status >= 200 && status < 300;
/** Of those that refuse, the ones that may think otherwise later. */
const passing = [408, 409, 423, 425, 429];

function answerOf(
  { status, headers, body }: EgressResponse,
  { ends, url }: ReturnType<typeof readHttpSpec>,
  key: string,
  id: string,
): Sent | Refused {
  if (passing.includes(status)) throw new RunSystemUnavailable(`The address answered ${status}`);
  if (status >= 500) throw new LaunchInDoubt(`The address answered ${status}`);
  const message = jsonObject(body)?.['message'];
  const say = typeof message === 'string' ? message.slice(0, 2_000) : undefined;
  if (!isOk(status)) {
    const text = say ?? `The address answered ${status}`;
    return { outcome: 'refused', code: 'HTTP_REFUSED', message: text };
  }
  const sent = (state: ReportedState, statusUrl?: string): Sent => ({
    outcome: 'launched',
    externalId: id,
    state,
    message: say,
    statusUrl,
    report: { key, externalId: id, state, raw: String(status), ...withMessage(say), links: [] },
  });
  if (ends === 'answer') return sent('succeeded');
  if (ends === 'callback') return sent('running');
  const { location = '' } = headers;
  const statusUrl = location !== '' && URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (statusUrl?.origin === new URL(url).origin) return sent('running', statusUrl.href);
  return {
    outcome: 'refused',
    code: 'HTTP_STATUS_ADDRESS_MISSING',
    message: 'The answer has no location of the same origin to ask how it goes',
  };
}

function base(key: string, { id, externalId, launchedAt, links }: Launch) {
  return { key, externalId: externalId ?? id, ...(launchedAt && { startedAt: launchedAt }), links };
}

function reportOf(key: string, launch: Launch): RunReport {
  const { state = 'running', message, finishedAt } = launch;
  return {
    ...base(key, launch),
    state,
    raw: state,
    ...withMessage(message),
    ...(finishedAt && { finishedAt }),
  };
}

const withMessage = (message: string | undefined) => (message === undefined ? {} : { message });

function invalid(pointer: string, message: string): Error {
  const errors = [{ pointer, field: pointer.slice(1), rule: 'rule', message }];
  return new InvalidRunSpec(`${pointer} ${message}`, { details: { errors } });
}
