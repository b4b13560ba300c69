import { Unauthenticated, Unavailable } from '@ashlar/errors';
import { readFile } from 'node:fs/promises';
import type { ClusterRequests } from './cluster-requests.js';
import type { ServiceAccountsConfig } from './service-accounts.config.js';

interface TokenReviewStatus {
  readonly authenticated?: unknown;
  readonly audiences?: unknown;
  readonly user?: { readonly username?: unknown };
}

/** Asks the API of the cluster whose token it is. Answers the username. */
export function createTokenReview(
  { apiUrl, audience, tokenFile, timeoutMs }: ServiceAccountsConfig,
  send: ClusterRequests,
): (token: string) => Promise<string> {
  const ask = async (token: string): Promise<TokenReviewStatus> => {
    const own = (await readFile(tokenFile, 'utf8')).trim();
    const { status, json } = await send(
      `${apiUrl.replace(/\/$/, '')}/apis/authentication.k8s.io/v1/tokenreviews`,
      {
        method: 'POST',
        timeoutMs,
        headers: {
          authorization: `Bearer ${own}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenReview',
          spec: { token, audiences: [audience] },
        }),
      },
    );
    if (status < 200 || status > 299) throw new Error(`The cluster answered a token review with ${status}`);
    const review = json as { readonly status?: TokenReviewStatus } | null;
    if (!review?.status) throw new Error('The cluster answered a token review without a status');
    return review.status;
  };
  return async (token) => {
    const status = await ask(token).catch((cause: unknown) => {
      throw new Unavailable('The cluster does not answer', { retryAfterSeconds: 1, cause });
    });
    // An API that knows nothing of audiences answers without any: then nobody has checked them.
    const forUs = Array.isArray(status.audiences) && status.audiences.includes(audience);
    const username = status.user?.username;
    if (status.authenticated !== true || !forUs || typeof username !== 'string') {
      throw new Unauthenticated('The service-account token is not valid');
    }
    return username;
  };
}
