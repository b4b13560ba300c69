import { defineError } from '@ashlar/errors';

/** The one answer to every call that could not be made: what it says is the same whatever the reason. */
export const DestinationUnreachable = defineError({
  code: 'DESTINATION_UNREACHABLE',
  kind: 'unprocessable',
  title: 'The address could not be called, or may not be',
  remedy: 'Check the address. Private addresses must be allowed by the operator (ASHLAR_EGRESS_ALLOW_*).',
});

/** Why a call was not made or not finished; a label of metrics. */
export type EgressReason =
  /** Not an http(s) URL, one with credentials in it, or no host. */
  | 'url'
  | 'port'
  /** A name that is never called, such as that of a metadata service. */
  | 'host'
  /** The name has no address, or resolving it failed. */
  | 'dns'
  /** At least one address of the name may not be called. */
  | 'address'
  | 'connect'
  /** Connected, but no TLS came about: mostly a certificate that is not trusted. */
  | 'tls'
  | 'timeout'
  | 'aborted'
  /** The answer was longer than was asked for. */
  | 'too-large'
  | 'protocol';

/** The reason behind a `DestinationUnreachable`, as its `cause`: for logs and metrics, never for the caller. */
export class EgressFailure extends Error {
  override readonly name = 'EgressFailure';

  constructor(
    readonly reason: EgressReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The reason of a `DestinationUnreachable`; undefined for any other error. */
export function reasonOf(error: unknown): EgressReason | undefined {
  return error instanceof Error && error.cause instanceof EgressFailure ? error.cause.reason : undefined;
}
