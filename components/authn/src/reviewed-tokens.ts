import { Unauthenticated, Unavailable } from '@ashlar/errors';
import { decodeJwt } from 'jose';
import { createHash } from 'node:crypto';

export interface ReviewLimits {
  /** How long what the cluster said of a token holds. */
  readonly rememberForMs: number;
  readonly rememberAtMost: number;
  /** Reviews under way at the same time; whoever comes beyond waits for none and is told to come again. */
  readonly concurrent: number;
}

export const reviewLimits: ReviewLimits = {
  rememberForMs: 10_000,
  rememberAtMost: 1_000,
  concurrent: 16,
};

type Verdict = { readonly username: string } | { readonly refused: true };

/**
 * A review costs the cluster a request: what it said holds for a while, also of tokens that it refused, by their hash. Calls
 * with the same token at the same time share one review. What never came to a verdict is not remembered.
 * @throws {Unavailable} when too many reviews are under way.
 */
export function reviewSparingly(
  review: (token: string) => Promise<string>,
  limits: ReviewLimits = reviewLimits,
): (token: string) => Promise<string> {
  // Two memories, so that made-up tokens do not drive out good ones.
  const good = new Map<string, { readonly username: string; readonly until: number }>();
  const bad = new Map<string, number>();
  const running = new Map<string, Promise<Verdict>>();

  const keep = <T>(memory: Map<string, T>, key: string, value: T): void => {
    memory.delete(key);
    memory.set(key, value);
    const [oldest] = memory.keys();
    if (memory.size > limits.rememberAtMost && oldest !== undefined) memory.delete(oldest);
  };

  const ask = async (key: string, token: string): Promise<Verdict> => {
    try {
      const username = await review(token);
      keep(good, key, { username, until: performance.now() + limits.rememberForMs });
      return { username };
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      keep(bad, key, performance.now() + limits.rememberForMs);
      return { refused: true };
    } finally {
      running.delete(key);
    }
  };

  return async (token) => {
    const key = createHash('sha256').update(token).digest('base64');
    const recent = good.get(key);
    const expires = (decodeJwt(token).exp ?? 0) * 1000;
    if (recent && recent.until > performance.now() && expires > Date.now()) return recent.username;
    if ((bad.get(key) ?? 0) > performance.now()) throw refusal();
    let verdict = running.get(key);
    if (!verdict) {
      if (running.size >= limits.concurrent) {
        throw new Unavailable('Too many service-account tokens are being reviewed', { retryAfterSeconds: 1 });
      }
      verdict = ask(key, token);
      running.set(key, verdict);
    }
    const said = await verdict;
    if ('refused' in said) throw refusal();
    return said.username;
  };
}

function refusal(): Error {
  return new Unauthenticated('The service-account token is not valid');
}
