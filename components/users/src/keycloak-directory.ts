import { withTimeLimit } from '@ashlar/errors';
import { ConfigurationError } from '@ashlar/config';
import {
  type AsOf,
  DirectoryError,
  type DirectoryChanges,
  type DirectoryPage,
  type DirectoryUser,
  type UserDirectory,
} from './directory.types.js';
import type { UserSyncConfig } from './sync.config.js';

const pageSize = 200;
const largestAnswer = 16 * 1_048_576;
const mostEventPages = 5;
/** Events of transactions that committed late carry an earlier time. */
const overlapMs = 60_000;
const dayMs = 86_400_000;
/** What people do to their own account. */
const ownChanges = [
  'UPDATE_PROFILE',
  'UPDATE_EMAIL',
  'VERIFY_EMAIL',
  'DELETE_ACCOUNT',
  'USER_DISABLED_BY_PERMANENT_LOCKOUT',
];

interface Answer extends AsOf {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The users of a Keycloak realm, through its admin API. Undefined where no realm is configured.
 * @throws {ConfigurationError} for an issuer without a secret, or one that is no realm while no admin URL is given.
 */
export function createKeycloakDirectory({
  config,
}: {
  readonly config: UserSyncConfig;
}): UserDirectory | undefined {
  const { issuer, clientId, clientSecret, timeoutMs } = config;
  if (issuer === undefined) return undefined;
  const adminUrl =
    config.adminUrl ??
    (/\/realms\/[^/]+$/.test(issuer) ? issuer.replace('/realms/', '/admin/realms/') : undefined);
  const faults = [
    ...(clientSecret
      ? []
      : [{ variable: 'ASHLAR_USERS_SYNC_CLIENT_SECRET', message: 'is needed for the issuer' }]),
    ...(adminUrl === undefined
      ? [{ variable: 'ASHLAR_USERS_SYNC_ADMIN_URL', message: 'is needed: the issuer is no Keycloak realm' }]
      : []),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  let token: { readonly text: string; readonly until: number } | undefined;

  const send = async (url: string, init: RequestInit, signal: AbortSignal): Promise<Answer> => {
    try {
      const response = await fetch(url, {
        ...init,
        redirect: 'error',
        signal: withTimeLimit(signal, timeoutMs),
      });
      const text = await readText(response);
      const date = new Date(response.headers.get('date') ?? Date.now());
      const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
      return {
        status: response.status,
        asOf: date,
        body: isJson ? (JSON.parse(text) as unknown) : undefined,
      };
    } catch (error) {
      signal.throwIfAborted();
      throw new DirectoryError('unavailable', 'The identity provider does not answer', error);
    }
  };

  const tokenFor = async (signal: AbortSignal): Promise<string> => {
    if (token && token.until > performance.now()) return token.text;
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret?.reveal() ?? '')}`;
    const answer = await send(
      `${issuer}/protocol/openid-connect/token`,
      {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      },
      signal,
    );
    const { access_token: text, expires_in: seconds } = recordOf(expectOk(answer, 'gives no token'));
    if (typeof text !== 'string')
      throw new DirectoryError('unavailable', 'The identity provider gives no token');
    const lifeMs = typeof seconds === 'number' ? seconds * 1_000 : 0;
    token = { text, until: performance.now() + lifeMs / 2 };
    return text;
  };

  const ask = async (path: string, signal: AbortSignal): Promise<Answer> => {
    const get = async (): Promise<Answer> =>
      send(
        `${adminUrl}/${path}`,
        { headers: { authorization: `Bearer ${await tokenFor(signal)}`, accept: 'application/json' } },
        signal,
      );
    const answer = await get();
    if (answer.status !== 401) return answer;
    // The token may have been withdrawn before its time.
    token = undefined;
    return get();
  };

  const askForList = async (
    path: string,
    signal: AbortSignal,
  ): Promise<AsOf & { readonly items: readonly unknown[] }> => {
    const answer = await ask(path, signal);
    const items = expectOk(answer, `does not answer ${path.replace(/\?.*/, '')}`);
    if (!Array.isArray(items))
      throw new DirectoryError('unavailable', 'The identity provider answers no list');
    return { asOf: answer.asOf, items };
  };

  /**
   * Whoever the events since then are about. Newest first: what happens meanwhile moves others to later pages, so that
   * none is passed over. All releases of Keycloak take days; the moment is looked at here.
   */
  const subjectsOf = async (
    path: string,
    since: number,
    subjectOf: (event: Readonly<Record<string, unknown>>) => string | undefined,
    signal: AbortSignal,
  ): Promise<DirectoryChanges> => {
    const subjects = new Set<string>();
    // The days are those of the provider's time zone.
    const day = new Date(since - dayMs).toISOString().slice(0, 10);
    let asOf: Date | undefined;
    for (let page = 0; page < mostEventPages; page += 1) {
      const found = await askForList(
        `${path}&dateFrom=${day}&first=${page * pageSize}&max=${pageSize}`,
        signal,
      );
      asOf ??= found.asOf;
      const recent = found.items
        .map(recordOf)
        .filter(({ time }) => typeof time !== 'number' || time >= since);
      for (const event of recent) {
        const subject = subjectOf(event);
        if (subject !== undefined) subjects.add(subject);
      }
      if (recent.length < pageSize) return { asOf, subjects: [...subjects], complete: true };
    }
    return { asOf: asOf ?? new Date(), subjects: [...subjects], complete: false };
  };

  return {
    issuer,
    async list(first, signal): Promise<DirectoryPage> {
      const { asOf, items } = await askForList(
        `users?briefRepresentation=true&first=${first}&max=${pageSize}`,
        signal,
      );
      const users = items.map(toUser).filter((user) => user !== undefined);
      return { asOf, users, received: items.length, isLast: items.length < pageSize };
    },
    async find(subject, signal) {
      const answer = await ask(`users/${encodeURIComponent(subject)}`, signal);
      if (answer.status === 404) return { asOf: answer.asOf, user: undefined };
      const user = toUser(expectOk(answer, 'does not answer for a user'));
      if (!user) throw new DirectoryError('unavailable', 'The identity provider answers no user');
      return { asOf: answer.asOf, user };
    },
    async changes(since, signal) {
      if (since === undefined) {
        const { asOf } = await askForList('users?briefRepresentation=true&max=1', signal);
        return { asOf, subjects: [], complete: true };
      }
      const from = since.getTime() - overlapMs;
      const byAdmins = await subjectsOf(
        'admin-events?resourceTypes=USER',
        from,
        ({ resourcePath }) =>
          typeof resourcePath === 'string' ? /^users\/([^/]+)/.exec(resourcePath)?.[1] : undefined,
        signal,
      );
      const byThemselves = await subjectsOf(
        `events?${ownChanges.map((type) => `type=${type}`).join('&')}`,
        from,
        ({ userId }) => (typeof userId === 'string' ? userId : undefined),
        signal,
      );
      return {
        asOf: byAdmins.asOf,
        subjects: [...new Set([...byAdmins.subjects, ...byThemselves.subjects])],
        complete: byAdmins.complete && byThemselves.complete,
      };
    },
  };
}

/** Pages have at most 200 users; what is much longer than they can be is none. */
async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestAnswer)
      throw new Error(`It answered with more than ${largestAnswer} characters`);
  }
  return text + decoder.decode();
}

function expectOk({ status, body }: Answer, otherwise: string): unknown {
  if (status === 200) return body;
  const passes = status >= 500 || status === 429 || status === 408;
  throw new DirectoryError(
    passes ? 'unavailable' : 'refused',
    `The identity provider ${otherwise}: HTTP ${status}`,
  );
}

/** Undefined for what is no user: one that cannot be read must not keep the others from being read. */
function toUser(item: unknown): DirectoryUser | undefined {
  const { id, username, email, emailVerified, firstName, lastName, enabled } = recordOf(item);
  if (typeof id !== 'string' || id === '' || typeof username !== 'string' || typeof enabled !== 'boolean')
    return undefined;
  const fullName = [firstName, lastName].filter((name) => typeof name === 'string' && name !== '').join(' ');
  return {
    subject: id,
    username,
    email: typeof email === 'string' && email !== '' ? email : undefined,
    emailVerified: emailVerified === true,
    fullName: fullName === '' ? undefined : fullName,
    enabled,
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
