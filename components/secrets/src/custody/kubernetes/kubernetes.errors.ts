import { defineError } from '@ashlar/errors';

export const KubernetesUnconfigured = defineError({
  code: 'KUBERNETES_UNCONFIGURED',
  kind: 'unavailable',
  title: 'This installation makes no Kubernetes Secrets',
  remedy: 'The operator sets ASHLAR_SECRETS_NAMESPACES and how the cluster is reached.',
});

export const NamespaceRefused = defineError({
  code: 'NAMESPACE_REFUSED',
  kind: 'forbidden',
  title: 'The caller may have no Kubernetes Secret of this name in this namespace',
  remedy: 'Ask in the namespace of the service, and for a name that begins as the operator has set.',
});

export const KeyMappingRefused = defineError({
  code: 'KEY_MAPPING_REFUSED',
  kind: 'unprocessable',
  title: 'The keys do not fit the secrets of the grant',
  remedy: 'Name each secret of the grant, and no other, and give each key once.',
});

export const KubernetesOwnerMissing = defineError({
  code: 'KUBERNETES_OWNER_MISSING',
  kind: 'unprocessable',
  title: 'The namespace has no such owner',
  remedy: 'Give apiVersion, kind, name and uid of objects that are in the namespace now.',
});

export const KubernetesSecretForeign = defineError({
  code: 'KUBERNETES_SECRET_FOREIGN',
  kind: 'conflict',
  title: 'There is a Kubernetes Secret of this name that was not made here for this person and service',
  remedy: 'Choose another name.',
});

export const KubernetesSecretTooLarge = defineError({
  code: 'KUBERNETES_SECRET_TOO_LARGE',
  kind: 'too-large',
  title: 'A Kubernetes Secret holds at most 1 MiB',
  remedy: 'Ask for fewer secrets, in several Kubernetes Secrets.',
});

export const KubernetesUnavailable = defineError({
  code: 'KUBERNETES_UNAVAILABLE',
  kind: 'unavailable',
  title: 'The cluster did not make the Kubernetes Secret',
  remedy:
    'Wait for Retry-After and ask again with a new grant. When it stays, the operator looks at the log.',
});
