import { createSecretsClient, requestStorageGrant } from '@ashlar/secrets/client';
import type { CredentialRef, StorageConfig } from '@ashlar/storage';
import { type GrantPurpose, type GrantSubject, targetDigest } from '../target.js';

export interface ValuesWanted {
  readonly purpose: GrantPurpose;
  /** Where they will be sent: the grant is for this alone. */
  readonly config: StorageConfig;
  /** Whose: stored ones, or those that a test tries before they are kept. */
  readonly about: GrantSubject;
  readonly id: string;
  readonly refs: readonly CredentialRef[];
}

/** Values by option, in this process alone. @throws {ValuesUnavailable} */
export type FetchValues = (wanted: ValuesWanted) => Promise<Readonly<Record<string, string>>>;

/** Why the values of a storage could not be had; never with one in it. */
export class ValuesUnavailable extends Error {
  override readonly name = 'ValuesUnavailable';
}

export interface ValuesDeps {
  readonly dataUrl: string | undefined;
  readonly secretsUrl: string | undefined;
  /** The credential of this workload; undefined where it has none. */
  readonly token: (() => Promise<string>) | undefined;
}

/** By a grant of the data API for one endpoint and bucket, sealed by the secrets API to a key that is made for the call. */
export function createFetchValues({ dataUrl, secretsUrl, token }: ValuesDeps): FetchValues {
  return async ({ purpose, config, about, id, refs }) => {
    if (refs.length === 0) return {};
    if (dataUrl === undefined || secretsUrl === undefined || !token) {
      throw new ValuesUnavailable('This worker has no way to the credentials of storages');
    }
    try {
      const target = targetDigest(config);
      const grant = await requestStorageGrant({ dataUrl, token, about, id, purpose, target });
      const delivered = await createSecretsClient({ baseUrl: secretsUrl, token }).fetch(grant);
      const values: Record<string, string> = {};
      for (const { id: secretId, version, value } of delivered) {
        // A newer value may have been stored for another endpoint, since this one was looked at.
        const ref = refs.find((one) => one.secretId === secretId && one.secretVersion === version);
        if (ref) values[ref.option] = value.toString('utf8');
        value.fill(0);
      }
      if (Object.keys(values).length < refs.length)
        throw new ValuesUnavailable('They have changed meanwhile');
      return values;
    } catch (cause) {
      throw cause instanceof ValuesUnavailable
        ? cause
        : new ValuesUnavailable('They were refused', { cause });
    }
  };
}
