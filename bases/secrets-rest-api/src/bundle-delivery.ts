import type { SignedBundles } from '@ashlar/config-bundles';
import { bundleDeliveryRoutes } from '@ashlar/config-bundles/http';
import type { Route } from '@ashlar/http';
import {
  type Custody,
  CustodyUnavailable,
  GrantRefused,
  PlaintextRefused,
  SecretUnavailable,
} from '@ashlar/secrets/custody';
import { sealReply } from '@ashlar/vault/custody';

/** Config bundles, filled with the secrets of a grant. */
export function bundleRoutes({
  custody,
  bundles,
}: {
  readonly custody: Custody | undefined;
  readonly bundles: SignedBundles;
}): readonly Route[] {
  return bundleDeliveryRoutes({
    bundles,
    errors: [GrantRefused, SecretUnavailable, PlaintextRefused, CustodyUnavailable],
    open() {
      if (!custody) {
        throw new CustodyUnavailable('This installation has no keys for secrets', { retryAfterSeconds: 60 });
      }
      return {
        async fetch(ctx, token) {
          const { grant, secrets } = await custody.fetch(ctx, token);
          const { jti, userId } = grant;
          if (userId !== undefined) return { grant: { jti, userId }, secrets };
          for (const { value } of secrets) value.fill(0);
          throw new GrantRefused();
        },
        seal: sealReply,
        assertPlaintextAllowed() {
          if (!custody.plaintextReplies) throw new PlaintextRefused();
        },
      };
    },
  });
}
