// For the container that the library keeps its parts in.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

/** What a TLS server needs, in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority of its own, made for one run and trusted by nobody who was not given its certificate. */
export interface CertificateAuthority {
  /** In PEM. */
  readonly ca: string;
  /**
   * @param names DNS names or addresses that the certificate is for.
   * @param validity by default from an hour ago for a day.
   */
  issue(
    names: readonly string[],
    validity?: { readonly notBefore: Date; readonly notAfter: Date },
  ): Promise<ServerCertificate>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hourMs = 3_600_000;

/** For specs of what speaks TLS. */
export async function createCertificateAuthority(
  name = 'Authority of a spec',
): Promise<CertificateAuthority> {
  const now = Date.now();
  const lifetime = { notBefore: new Date(now - hourMs), notAfter: new Date(now + 23 * hourMs) };
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=${name}`, keys, signingAlgorithm: algorithm, ...lifetime },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    ca: root.toString('pem'),
    async issue(names, validity = lifetime) {
      const own = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        ...{ subject: `CN=${names[0] ?? ''}`, issuer: root.subject, publicKey: own.publicKey },
        ...{ signingKey: keys.privateKey, signingAlgorithm: algorithm, ...validity },
        extensions: [
          // By which it is told from others of its name.
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          alternatives(names),
        ],
      });
      return inPem(certificate, own);
    },
  };
}

/** One that nobody vouches for but its owner. */
export async function createSelfSignedCertificate(names: readonly string[]): Promise<ServerCertificate> {
  const keys = await newKeys();
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=${names[0] ?? ''}`, keys, signingAlgorithm: algorithm },
    ...{ notBefore: new Date(now - hourMs), notAfter: new Date(now + 23 * hourMs) },
    extensions: [alternatives(names)],
  });
  return inPem(certificate, keys);
}

function alternatives(names: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({
      type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const),
      value,
    })),
  );
}

async function inPem(
  certificate: x509.X509Certificate,
  { privateKey }: webcrypto.CryptoKeyPair,
): Promise<ServerCertificate> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
