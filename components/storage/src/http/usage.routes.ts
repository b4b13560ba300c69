import {
  BigintField,
  granted,
  listed,
  ok,
  pageQuery,
  route,
  type Route,
  StringField,
  TimeField,
} from '@ashlar/http';
import type { StorageContents } from '../usage.types.js';
import type { StorageUsageReader } from '../usage.js';
import { object, one } from './access.js';
import { StoragePath } from './storage.dto.js';

export class StorageUsageResponse {
  @BigintField({ description: 'Bytes at the last count; null before the first.', nullable: true })
  bytes!: number | string | null;

  @BigintField({ description: 'Objects at the last count.', nullable: true })
  objects!: number | string | null;

  @TimeField({ description: 'When they were counted.', nullable: true })
  counted_at!: string | null;

  @TimeField({ description: 'Since when a count is under way that takes several runs.', nullable: true })
  counting_since!: string | null;

  @StringField({ description: 'Why the last run counted nothing.', maxLength: 64, nullable: true })
  error_code!: string | null;
}

export class StorageUsageHistoryQuery extends pageQuery({ sortable: ['counted_at'], descending: true }) {}

export class StorageUsagePointResponse {
  @BigintField({ description: 'Bytes.' })
  bytes!: number | string;

  @BigintField({ description: 'Objects.' })
  objects!: number | string;

  @TimeField({ description: 'When they were counted.' })
  counted_at!: string;
}

export interface StorageUsageRoutesDeps {
  readonly usage: StorageUsageReader;
}

export function storageUsageRoutes({ usage }: StorageUsageRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${one}/usage`,
      operationId: 'getStorageUsage',
      summary: 'What a storage holds, as it was counted last',
      tag: 'storages',
      permission: granted('storage.read', object),
      pathParameters: StoragePath,
      success: { status: 200, description: 'The last count.', body: StorageUsageResponse },
      handle: async ({ ctx, path }) => {
        const { contents, countingSince, errorCode } = await usage.current(ctx, path.storage_id);
        return ok({
          ...(contents ? presentContents(contents) : { bytes: null, objects: null, counted_at: null }),
          counting_since: countingSince?.toISOString() ?? null,
          error_code: errorCode ?? null,
        });
      },
    }),
    route({
      method: 'get',
      path: `${one}/usage/history`,
      operationId: 'listStorageUsageHistory',
      summary: 'Earlier counts, the newest first',
      tag: 'storages',
      permission: granted('storage.read', object),
      pathParameters: StoragePath,
      query: StorageUsageHistoryQuery,
      success: { status: 200, description: 'One page.', body: { listOf: StorageUsagePointResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await usage.history(ctx, path.storage_id, query.toRequest()), query, presentContents),
    }),
  ];
}

const amount = (value: bigint): number | string =>
  value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();

function presentContents({ bytes, objects, countedAt }: StorageContents): StorageUsagePointResponse {
  return { bytes: amount(bytes), objects: amount(objects), counted_at: countedAt.toISOString() };
}
