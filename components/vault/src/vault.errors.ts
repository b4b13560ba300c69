import { defineError } from '@ashlar/errors';

/** For metrics and the audit trail. Callers must not learn it. */
export type RefusalReason =
  /** Lengths or formats are not what they must be. */
  | 'form'
  /** A suite that this release does not know. */
  | 'suite'
  /** Not signed by who may write. */
  | 'signature'
  /** The key is unknown, retired or not the right one. */
  | 'key'
  /** The key opens, but is not the one that was committed to. */
  | 'commitment'
  /** The ciphertext or what it is bound to is not what was sealed. */
  | 'ciphertext';

/** Something sealed was not opened. The message is the same for every reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly reason: RefusalReason) {
    super('What is sealed could not be opened');
  }
}

export const KeyStateRefused = defineError({
  code: 'KEY_STATE_REFUSED',
  kind: 'conflict',
  title: 'The key cannot go into this state now',
  remedy: 'A key is staged, then active, then decrypt-only, then retired; see the message.',
});
