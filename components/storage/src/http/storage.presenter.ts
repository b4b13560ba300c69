import type { ResourceChange, Storage, StorageResource } from '../storage.types.js';
import type { S3ResourceChange, S3ResourceRequest, StorageResponse } from './storage.dto.js';

export function presentStorage(storage: Storage): StorageResponse {
  const { type, endpoint, region, bucket, prefix, pathStyle } = storage.resource;
  return {
    id: storage.id,
    name: storage.name,
    description: storage.description ?? null,
    resource: {
      type,
      endpoint,
      bucket,
      path_style: pathStyle,
      ...(region !== undefined && { region }),
      ...(prefix !== undefined && { prefix }),
    },
    enabled: storage.enabled,
    version: storage.version,
    created_at: storage.createdAt.toISOString(),
    updated_at: storage.updatedAt.toISOString(),
  };
}

export function toResource({
  type,
  endpoint,
  region,
  bucket,
  prefix,
  path_style,
}: S3ResourceRequest): StorageResource {
  return { type, endpoint, region, bucket, prefix, pathStyle: path_style };
}

export function toResourceChange({
  endpoint,
  region,
  bucket,
  prefix,
  path_style,
}: S3ResourceChange): ResourceChange {
  return { endpoint, region, bucket, prefix, pathStyle: path_style };
}
