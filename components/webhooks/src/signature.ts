import type { Secret } from '@ashlar/config';
import { createHmac, hkdfSync } from 'node:crypto';

/** The secret of a webhook, derived: nothing of it is stored. @param version grows with each rotation. */
function secretBytes(key: Secret, webhookId: string, version: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key.reveal(), webhookId, `ashlar webhook secret ${version}`, 32));
}

/** As its owner gets it, once: `whsec_` and base64. */
export function shownSecret(key: Secret, webhookId: string, version: number): string {
  return `whsec_${secretBytes(key, webhookId, version).toString('base64')}`;
}

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of Standard Webhooks; one signature for each version of the secret that is valid now. */
export function signatureHeaders(
  key: Secret,
  webhookId: string,
  versions: readonly number[],
  { id, timestamp, body }: Signed,
): Readonly<Record<string, string>> {
  const signatures = versions.map((version) => {
    const hmac = createHmac('sha256', secretBytes(key, webhookId, version));
    return `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
