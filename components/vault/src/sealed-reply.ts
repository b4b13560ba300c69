import { canonical } from './canonical.js';
import { hpkeOpen, type HpkeMessage, hpkeSeal } from './hpke.js';

const info = Buffer.from('ashlar/vault/reply/1');

/**
 * Seals an answer to the key that the caller made for this one request, so that no proxy or log on the way holds it.
 * @param about what the answer is to, such as the id of the grant; the caller must name the same.
 * @throws {Refused} for a key that is none.
 */
export function sealReply(publicKey: Uint8Array, plaintext: Uint8Array, about: string): HpkeMessage {
  return hpkeSeal(publicKey, plaintext, { info, associated: canonical('ashlar/vault/reply/1', about) });
}

/** @throws {Refused} */
export function openReply(privateKey: Uint8Array, message: HpkeMessage, about: string): Buffer {
  return hpkeOpen(privateKey, message, { info, associated: canonical('ashlar/vault/reply/1', about) });
}
