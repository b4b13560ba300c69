import { Forbidden } from '@ashlar/errors';
import { ok, route, type Route, signedIn } from '@ashlar/http';
import { CustodyUnavailable, GrantRefused, SecretUnavailable } from '../custody.errors.js';
import type { Custody } from '../custody.service.js';
import {
  KeyMappingRefused,
  KubernetesOwnerMissing,
  KubernetesSecretForeign,
  KubernetesSecretTooLarge,
  KubernetesUnavailable,
  KubernetesUnconfigured,
  NamespaceRefused,
} from '../kubernetes/kubernetes.errors.js';
import { KubernetesRequest, KubernetesResponse } from './kubernetes.dto.js';

/** @param opened answers the custody, or throws where no keys are configured. */
export function kubernetesRoutes(opened: () => Custody): readonly Route[] {
  return [
    route({
      tag: 'secrets',
      idempotency: 'ignored',
      concurrency: 'none',
      method: 'post',
      path: '/api/secrets/kubernetes',
      operationId: 'makeKubernetesSecret',
      summary: 'Puts the values of a grant into a Kubernetes Secret of the caller',
      description:
        'Makes it, or replaces the one that was made here for the same person and service. It is taken back when one of the secrets expires or is deleted.',
      permission: signedIn(),
      body: KubernetesRequest,
      success: { status: 200, description: 'It is there.', body: KubernetesResponse },
      errors: [
        ...[GrantRefused, SecretUnavailable, CustodyUnavailable, Forbidden, NamespaceRefused],
        ...[KeyMappingRefused, KubernetesOwnerMissing, KubernetesSecretForeign, KubernetesSecretTooLarge],
        ...[KubernetesUnavailable, KubernetesUnconfigured],
      ],
      async handle({ ctx, body }) {
        const { deliveries } = opened();
        if (!deliveries) throw new KubernetesUnconfigured(undefined, { retryAfterSeconds: 60 });
        const { grant, namespace, name, owner_references: owners = [], key_mapping: mapping } = body;
        const made = await deliveries.deliver(ctx, {
          ...{ grant, namespace, name },
          owners: owners.map(({ api_version: apiVersion, ...owner }) => ({ apiVersion, ...owner })),
          keys: mapping?.map(({ secret_id: secretId, keys }) => ({ secretId, keys })),
        });
        return ok({ ...made, keys: [...made.keys] });
      },
    }),
  ];
}
