import { Unavailable } from '@ashlar/errors';
import {
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';

type VerifyKey = Awaited<ReturnType<ReturnType<typeof createLocalJWKSet>>>;

/** The signing keys of one provider. */
export interface ProviderKeys {
  /** The key that a token names. Asks the provider when it is not known, at most once per cool-down. */
  keyFor(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<VerifyKey>;
  /** Resolves when keys have been seen. */
  ready(): Promise<void>;
}

export interface ProviderKeysOptions {
  readonly issuer: string;
  readonly timeoutMs: number;
  readonly cooldownMs: number;
  /** Older keys are asked for again while they go on being used. */
  readonly maxAgeMs: number;
  readonly onFailure: (error: unknown) => void;
  /** Answers the JSON at a URL, for a provider that `fetch` cannot reach. */
  readonly get?: (url: string) => Promise<unknown>;
}

const largestAnswer = 1_048_576;

/** Until keys have been seen nobody can be let in, so a provider that starts late is asked again soon. */
const firstCooldownMs = 1_000;

/**
 * Discovers a provider's keys when they are first needed and keeps them through its outages. Whatever the provider
 * answers, or does not answer, ends in a rejection here and nowhere else.
 */
export function createProviderKeys({
  issuer,
  timeoutMs,
  cooldownMs,
  maxAgeMs,
  onFailure,
  get = (url) => fetchJson(url, timeoutMs),
}: ProviderKeysOptions): ProviderKeys {
  let known: ReturnType<typeof createLocalJWKSet> | undefined;
  let keysUrl: string | undefined;
  let lastTry = Number.NEGATIVE_INFINITY;
  let lastSuccess = Number.NEGATIVE_INFINITY;
  let lastFailure: unknown;
  let running: Promise<void> | undefined;

  const fetchKeys = async (): Promise<void> => {
    keysUrl ??= await discover(issuer, get);
    const keys = await getObject(keysUrl, get);
    // An empty set is an outage as well: believing it would lock everybody out.
    if (!Array.isArray(keys['keys']) || keys['keys'].length === 0) {
      throw new Error(`${keysUrl} did not answer with keys`);
    }
    known = createLocalJWKSet(keys as unknown as JSONWebKeySet);
    lastFailure = undefined;
    lastSuccess = performance.now();
  };

  const pauseMs = (): number => (known ? cooldownMs : Math.min(cooldownMs, firstCooldownMs));

  const refresh = async (): Promise<void> => {
    if (running) return running;
    // The cool-down starts before the request, so an outage does not turn each unknown key into one.
    if (performance.now() - lastTry < pauseMs()) return;
    lastTry = performance.now();
    running = fetchKeys()
      .catch((error: unknown) => {
        lastFailure = error;
        keysUrl = undefined;
        onFailure(error);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    async keyFor(header, token) {
      const find = async (): Promise<VerifyKey | undefined> => {
        try {
          return await known?.(header, token);
        } catch (error) {
          if (error instanceof errors.JWKSNoMatchingKey) return undefined;
          throw error;
        }
      };
      if (known && performance.now() - lastSuccess > maxAgeMs) void refresh();
      const key = (await find()) ?? (await refresh().then(find));
      if (key) return key;
      if (lastFailure !== undefined || !known) {
        throw new Unavailable('The identity provider does not answer', {
          retryAfterSeconds: Math.max(1, Math.ceil(pauseMs() / 1000)),
          cause: lastFailure,
        });
      }
      throw new errors.JWKSNoMatchingKey();
    },
    async ready() {
      if (!known) await refresh();
      if (!known) throw new Error(`The identity provider ${issuer} has not answered with its keys`);
    },
  };
}

type Get = (url: string) => Promise<unknown>;

async function discover(issuer: string, get: Get): Promise<string> {
  const document = await getObject(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, get);
  if (document['issuer'] !== issuer) throw new Error(`${issuer} describes itself as another issuer`);
  const uri = document['jwks_uri'];
  if (typeof uri !== 'string' || !URL.canParse(uri)) throw new Error(`${issuer} names no jwks_uri`);
  const { protocol } = new URL(uri);
  if (protocol !== 'https:' && protocol !== new URL(issuer).protocol) {
    throw new Error(`${issuer} names a jwks_uri that is less safe than itself`);
  }
  return uri;
}

async function getObject(url: string, get: Get): Promise<Readonly<Record<string, unknown>>> {
  const parsed = await get(url);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(`${url} did not answer with a JSON object`);
  }
  return parsed as Readonly<Record<string, unknown>>;
}

async function fetchJson(url: string, timeoutMs: number): Promise<unknown> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return JSON.parse(await readText(answer));
}

async function readText(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestAnswer) {
      throw new Error(`${answer.url} answered with more than ${largestAnswer} characters`);
    }
  }
  return text + decoder.decode();
}
