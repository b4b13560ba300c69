import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import type { AuthnConfig } from './authn.config.js';
import type { TokenVerifier } from './authn.types.js';
import { createTokenVerifier } from './token-verifier.js';

export interface VerifierFixture {
  readonly verifier: TokenVerifier;
  readonly logger: RecordingLogger;
}

/** A verifier that asks for unknown keys without a pause, unless told otherwise. */
export function verifierOf(
  issuers: readonly string[],
  overrides: Partial<AuthnConfig> = {},
): VerifierFixture {
  const logger = createRecordingLogger();
  const config: AuthnConfig = {
    issuers,
    audience: 'ashlar',
    keycloakConnect: 'on',
    roleIssuers: undefined,
    domainClaim: undefined,
    clockToleranceMs: 60_000,
    keyTimeoutMs: 2_000,
    keyCooldownMs: 0,
    keyMaxAgeMs: 600_000,
    adminRoles: ['ashlar-admin'],
    memberRoles: ['ashlar-user'],
    serviceRoles: ['ashlar-service'],
    ...overrides,
  };
  return { verifier: createTokenVerifier({ config, logger }), logger };
}

export interface TinyServer {
  readonly url: string;
  close(): Promise<void>;
}

/** For what no sound provider answers. */
export async function serve(listener: RequestListener): Promise<TinyServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
