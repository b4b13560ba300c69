import { EnvSecret, type Secret } from '@ashlar/config';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What signs the links of invitations. */
export class InvitationsConfig {
  @EnvSecret('ASHLAR_INVITATION_KEYS', {
    optional: true,
    description:
      'Keys that sign the links of invitations: base64 of 32 bytes or more, commas between; the first signs, all verify. Without one there are no invitations.',
  })
  readonly keys: Secret | undefined;
}

/** What a token invites to. */
export type InvitationTarget = 'group' | 'project';

/** Makes and reads the tokens of invitations. Whether one still counts is a question for its row. */
export interface InvitationTokens {
  /** A new token: 256 random bits under a signature. */
  issue(target: InvitationTarget): { readonly token: string; readonly hash: Buffer };
  /** Undefined for what no key here has signed; nothing else needs to be asked then. */
  read(token: string): { readonly target: InvitationTarget; readonly hash: Buffer } | undefined;
}

const letters: Readonly<Record<InvitationTarget, string>> = { group: 'g', project: 'p' };
const shape = /^ashlar_inv_([gp])_[\w-]{43}_[\w-]{43}$/;

/**
 * @param keys as in `InvitationsConfig`.
 * @throws {TypeError} for a key that is too short or no base64, without showing it.
 */
export function createInvitationTokens(keys: string): InvitationTokens {
  const all = keys.split(',').map((text) => Buffer.from(text.trim(), 'base64'));
  if (all.some(({ length }) => length < 32)) {
    throw new TypeError('ASHLAR_INVITATION_KEYS holds a key that is not 32 bytes or more in base64');
  }
  const [signing = Buffer.alloc(0)] = all;
  return {
    issue(target) {
      const text = `ashlar_inv_${letters[target]}_${randomBytes(32).toString('base64url')}`;
      const token = `${text}_${signatureOf(text, signing).toString('base64url')}`;
      return { token, hash: hashOf(token) };
    },
    read(token) {
      const letter = shape.exec(token)?.[1];
      if (letter === undefined) return undefined;
      const text = token.slice(0, -44);
      const signature = Buffer.from(token.slice(-43), 'base64url');
      const isSigned = all.some((key) => timingSafeEqual(signatureOf(text, key), signature));
      return isSigned ? { target: letter === 'g' ? 'group' : 'project', hash: hashOf(token) } : undefined;
    },
  };
}

function signatureOf(text: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
