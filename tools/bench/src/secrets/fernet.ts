import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const iterations = 480_000;

export interface FernetToken {
  readonly password: Buffer;
  readonly salt: string;
  /** Version, time, IV, ciphertext, MAC. */
  readonly token: Buffer;
}

/** Fernet (AES-128-CBC, HMAC-SHA256) under a key that PBKDF2 makes of the password. */
export function sealFernet(password: Buffer, salt: string, plaintext: Buffer): FernetToken {
  const key = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const [head, iv] = [Buffer.alloc(9), randomBytes(16)];
  head[0] = 0x80;
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv);
  const body = Buffer.concat([head, iv, cipher.update(plaintext), cipher.final()]);
  const mac = createHmac('sha256', key.subarray(0, 16)).update(body).digest();
  return { password, salt, token: Buffer.concat([body, mac]) };
}

export function openFernet({ password, salt, token }: FernetToken): Buffer {
  const key = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const body = token.subarray(0, -32);
  const mac = createHmac('sha256', key.subarray(0, 16)).update(body).digest();
  if (!timingSafeEqual(mac, token.subarray(-32))) throw new Error('The token is not authentic');
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), body.subarray(9, 25));
  return Buffer.concat([decipher.update(body.subarray(25)), decipher.final()]);
}
