import { askForGrant } from './requests.js';

/** A standing grant, and who exchanges it. */
export interface StandingGrantOptions {
  /** Of the data API, without the path: `https://data.example.org`. */
  readonly dataUrl: string;
  /** The credential of the calling service; asked for each request. */
  readonly token: () => string | Promise<string>;
  readonly grantId: string;
  /** As in the standing grant. */
  readonly purpose: string;
  readonly endpoint?: string | undefined;
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
}

/**
 * A new grant for one fetch of what a standing grant names.
 * @throws {SecretsRefused} 404 when it was revoked or has expired, or one of its secrets is no longer in use.
 */
export async function exchangeStandingGrant({
  dataUrl,
  token,
  grantId,
  purpose,
  endpoint,
  timeoutMs = 5_000,
}: StandingGrantOptions): Promise<string> {
  const address = new URL(`/api/data/secret-grants/${encodeURIComponent(grantId)}/tokens`, dataUrl);
  const body = { purpose, ...(endpoint !== undefined && { endpoint }) };
  return askForGrant({ url: address, token, body, timeoutMs });
}

/** The numbers of the values that a grant is for: who has these already needs no fetch. Undefined for what is no grant. */
export function versionsOf(grant: string): string | undefined {
  try {
    const payload = Buffer.from(grant.replace(/^ashlar_grant_/, '').split('.')[0] ?? '', 'base64url');
    const { secrets } = JSON.parse(payload.toString('utf8')) as {
      readonly secrets: readonly {
        readonly id: string;
        readonly version: number;
        readonly filename: string;
      }[];
    };
    return secrets
      .map(({ id, version, filename }) => `${id}:${version}:${filename}`)
      .sort()
      .join();
  } catch {
    return undefined;
  }
}
