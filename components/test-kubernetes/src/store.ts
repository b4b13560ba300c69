import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from './kubernetes.types.js';

/** Objects of one server, by kind, namespace and name. */
export interface Store {
  all(kind: string, namespace?: string): readonly KubernetesObject[];
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined;
  /** Gives it a uid, unless it replaces one or is given one, and a new resourceVersion. */
  keep(namespace: string, object: KubernetesObject, uid?: string): KubernetesObject;
  /** With all that it owns. */
  remove(object: KubernetesObject): void;
}

export function createStore(): Store {
  const objects = new Map<string, KubernetesObject>();
  let revision = 1_000;
  const keyOf = (kind: string, namespace: string, name: string): string => `${kind}/${namespace}/${name}`;

  const remove = (object: KubernetesObject): void => {
    const { name, namespace = '', uid } = object.metadata;
    objects.delete(keyOf(object.kind, namespace, name));
    for (const dependent of [...objects.values()]) {
      const owners = dependent.metadata.ownerReferences ?? [];
      const others = owners.filter((owner) => owner.uid !== uid);
      if (dependent.metadata.namespace !== namespace || others.length === owners.length) continue;
      if (others.length === 0) remove(dependent);
    }
  };

  return {
    all: (kind, namespace) =>
      [...objects.values()].filter(
        (object) =>
          object.kind === kind && (namespace === undefined || object.metadata.namespace === namespace),
      ),
    find: (kind, namespace, name) => objects.get(keyOf(kind, namespace, name)),
    keep(namespace, object, uid) {
      revision += 1;
      const key = keyOf(object.kind, namespace, object.metadata.name);
      const before = objects.get(key)?.metadata;
      const kept: KubernetesObject = {
        ...object,
        metadata: {
          ...object.metadata,
          namespace,
          uid: before?.uid ?? uid ?? randomUUID(),
          creationTimestamp: before?.['creationTimestamp'] ?? new Date().toISOString(),
          resourceVersion: String(revision),
        },
      };
      objects.set(key, kept);
      return kept;
    },
    remove,
  };
}
