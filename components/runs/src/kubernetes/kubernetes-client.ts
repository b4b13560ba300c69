import type { OperationContext } from '@ashlar/database';
import type { Egress, EgressRequest } from '@ashlar/egress';
import { readFile } from 'node:fs/promises';
import { callAgainAndAgain, jsonObject } from '../outbound.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import type { KubernetesRunsConfig } from './kubernetes.config.js';

export interface KubernetesAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a refusal: `AlreadyExists`, `Forbidden`, ... */
  readonly reason: string;
  readonly message: string;
}

/**
 * Calls about Jobs of the namespace. Each may be repeated: what it makes has a name that is the same each time.
 *
 * @throws {RunSystemUnavailable} also for whatever the API server may get over: 401 (a token is renewed), 429, 5xx
 */
export type KubernetesClient = (
  ctx: OperationContext,
  method: EgressRequest['method'],
  path: string,
  body?: object,
) => Promise<KubernetesAnswer>;

const largestAnswer = 32 * 1_048_576;

export function createKubernetesClient(
  config: KubernetesRunsConfig & { readonly namespace: string },
  egress: Pick<Egress, 'request'>,
): KubernetesClient {
  const { url, namespace, tokenPath, caPath, timeoutMs } = config;
  const base = `${url.replace(/\/+$/, '')}/apis/batch/v1/namespaces/${namespace}/jobs`;
  const read = async (path: string): Promise<string> => {
    try {
      return (await readFile(path, 'utf8')).trim();
    } catch (error) {
      throw new RunSystemUnavailable('The credentials for Kubernetes cannot be read', { cause: error });
    }
  };
  return async (ctx, method, path, body) => {
    const ca = url.startsWith('https:') ? await read(caPath) : undefined;
    const { status, body: bytes } = await callAgainAndAgain(egress, {
      method,
      url: `${base}${path}`,
      headers: {
        authorization: `Bearer ${await read(tokenPath)}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(ca !== undefined && { ca }),
      timeoutMs,
      maxResponseBytes: largestAnswer,
      signal: ctx.signal,
    });
    const answer = jsonObject(bytes);
    const { reason, message } = answer ?? {};
    if (!answer || status === 401 || status === 429 || status >= 500)
      throw new RunSystemUnavailable(`Kubernetes answered ${status}`);
    return {
      status,
      body: answer,
      reason: typeof reason === 'string' ? reason : '',
      message: typeof message === 'string' ? message.slice(0, 2_000) : '',
    };
  };
}
