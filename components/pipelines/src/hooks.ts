import type { Secret } from '@ashlar/config';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { PipelineHookRefused } from './pipelines.errors.js';

export interface HooksDeps {
  readonly key: Secret;
  /** Milliseconds since 1970. For tests. */
  readonly now?: () => number;
}

/** Reports that outside systems sign, as Standard Webhooks says, with a secret per project that is stored nowhere. */
export interface Hooks {
  /** `whsec_` and base64. The same for ever, for a key. */
  secretOf(projectId: string): string;
  /**
   * @param body the bytes as they came.
   * @throws {PipelineHookRefused} unless one of the signatures fits and the time is within five minutes.
   */
  verify(
    projectId: string,
    body: Buffer,
    headers: {
      readonly id: string | undefined;
      readonly timestamp: string | undefined;
      readonly signature: string | undefined;
    },
  ): void;
}

const tolerance = 300;

export function createHooks({ key, now = Date.now }: HooksDeps): Hooks {
  const secret = (projectId: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key.reveal(), projectId, 'ashlar pipeline hook 1', 32));
  return {
    secretOf: (projectId) => `whsec_${secret(projectId).toString('base64')}`,
    verify(projectId, body, { id, timestamp, signature }) {
      const at = timestamp !== undefined && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
      // A repeated report changes nothing, so the age only keeps old ones out of the record.
      const fresh = Math.abs(now() / 1000 - at) <= tolerance;
      const hmac = createHmac('sha256', secret(projectId));
      const expected = hmac
        .update(`${id ?? ''}.${timestamp ?? ''}.`)
        .update(body)
        .digest();
      const fits = (signature ?? '').split(' ').some((each) => {
        const [version, value = ''] = each.split(',');
        const given = Buffer.from(value, 'base64');
        return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
      });
      if (id === undefined || id === '' || !fresh || !fits) throw new PipelineHookRefused();
    },
  };
}
