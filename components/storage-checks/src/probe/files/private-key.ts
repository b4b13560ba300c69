import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';

/** @returns undefined for what is no private key, or is not opened by the password. */
export function readPrivateKey(text: string, password: string | undefined): ParsedKey | undefined {
  const isGeneral = /-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(text);
  const known = isGeneral ? asOfSsh(text, password) : text;
  if (known === undefined) return undefined;
  const key = ssh2.utils.parseKey(known, isGeneral ? undefined : password);
  return key instanceof Error || !key.isPrivateKey() ? undefined : key;
}

/** PKCS #8 is known to other clients, and not to the library. */
function asOfSsh(text: string, passphrase: string | undefined): string | undefined {
  try {
    const key = createPrivateKey({
      key: text,
      format: 'pem',
      ...(passphrase !== undefined && { passphrase }),
    });
    switch (key.asymmetricKeyType) {
      case 'rsa':
        return key.export({ type: 'pkcs1', format: 'pem' }).toString();
      case 'ec':
        return key.export({ type: 'sec1', format: 'pem' }).toString();
      case 'ed25519':
        return opensshOf(key);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const field = (value: string | Buffer): Buffer =>
  Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

/** The format of OpenSSH, unencrypted: the only one that has keys of this kind. */
function opensshOf(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  const [secret, open] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
  const kind = field('ssh-ed25519');
  const pair = [number(0), number(0), kind, field(open), field(Buffer.concat([secret, open])), field('')];
  const length = pair.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, index) => index + 1));
  const all = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), number(1)],
    ...[field(Buffer.concat([kind, field(open)])), field(Buffer.concat([...pair, padding]))],
  ]);
  const lines = all.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}
