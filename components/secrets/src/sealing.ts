import { SecretsUnconfigured } from './sealing.errors.js';
import type { SecretsConfig } from './secrets.config.js';
import {
  assertPublished,
  createSigner,
  createVerifier,
  type Envelope,
  type EnvelopeContext,
  type PublishedKey,
  sealValue,
  type Signer,
} from '@ashlar/vault';

/** What a process that writes secrets can do: seal, and sign. */
export interface Sealer {
  readonly writer: Signer;
  /** @throws {Refused} for a key that the secrets API did not publish. */
  seal(value: Buffer, context: EnvelopeContext, recipient: PublishedKey): Envelope;
  /** The writer's word that `version` follows the one before, and whose value it is. */
  signHead(secretId: string, version: number, source: number): Buffer;
}

/** @throws {SecretsUnconfigured} on the first use, where no keys are configured. */
export function createSealer({ writerKey, publishers }: SecretsConfig): () => Sealer {
  if (writerKey === undefined || publishers === undefined) {
    return () => {
      throw new SecretsUnconfigured();
    };
  }
  const writer = createSigner(Buffer.from(writerKey.reveal(), 'base64'));
  const known = createVerifier(publishers.map((key) => Buffer.from(key, 'base64')));
  const sealer: Sealer = {
    writer,
    seal(value, context, recipient) {
      assertPublished(recipient, known);
      return sealValue(value, context, recipient, writer);
    },
    signHead: (secretId, version, source) => writer.sign(headLabel, secretId, version, source),
  };
  return () => sealer;
}

/** What the signature of a version is over, besides its secret, its number and whose value it is (0: its own). */
export const headLabel = 'ashlar/secrets/head/1';
