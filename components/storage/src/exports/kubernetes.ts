import type { StorageDescription } from '../storage.types.js';
import type { StorageExport } from './exports.types.js';
import { rcloneOptions, remoteName, remotePath } from './rclone.js';
import { secretsOf } from './secrets.js';

const flagOf = (type: string, option: string): string => `${type}-${option.replaceAll('_', '-')}`;

/**
 * A volume and a claim for the CSI driver of rclone, in JSON, which Kubernetes reads as it reads YAML. The secret is
 * named and has to be made in the same namespace.
 */
export function exportKubernetes(storage: StorageDescription, namespace: string): StorageExport {
  const name = remoteName(storage);
  const secretName = `${name}-credentials`;
  const secrets = secretsOf(storage).map((option) => ({
    name: option,
    reference: `${secretName}/${flagOf(storage.config.type, option)}`,
  }));
  const { type: _, ...options } = rcloneOptions(storage.config);
  // The driver knows no sections: it starts rclone with flags of the backend, from here and from the secret.
  const remote = storage.config.type;
  const secretRef = { name: secretName, namespace };
  const readOnly = storage.config.type === 'http';
  const accessModes = [readOnly ? 'ReadOnlyMany' : 'ReadWriteMany'];
  const capacity = { storage: '1Gi' };
  const manifest = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name, labels: { 'ashlar/storage': storage.id } },
        spec: {
          accessModes,
          capacity,
          storageClassName: '',
          persistentVolumeReclaimPolicy: 'Retain',
          claimRef: { namespace, name },
          csi: {
            driver: 'csi-rclone',
            volumeHandle: storage.id,
            volumeAttributes: {
              remote,
              remotePath: remotePath(storage.config),
              ...Object.fromEntries(
                Object.entries(options).map(([option, value]) => [
                  flagOf(storage.config.type, option),
                  value,
                ]),
              ),
            },
            ...(secrets.length > 0 && { nodePublishSecretRef: secretRef }),
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace },
        spec: { accessModes, resources: { requests: capacity }, storageClassName: '', volumeName: name },
      },
    ],
  };
  return {
    format: 'kubernetes-csi',
    filename: `${name}.json`,
    content: `${JSON.stringify(manifest, undefined, 2)}\n`,
    secrets,
  };
}
