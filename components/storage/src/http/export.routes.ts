import { EnumField, granted, ObjectListField, ok, route, type Route, StringField } from '@ashlar/http';
import { type ExportFormat, exportFormats, exportStorage, namespacePattern } from '../exports/index.js';
import { StorageSettingsRefused } from '../storage.errors.js';
import type { Storages } from '../storage.service.js';
import { object, one } from './access.js';
import { StoragePath } from './storage.dto.js';

export class StorageExportQuery {
  @EnumField({ description: 'For which tool.', values: exportFormats, default: 'rclone' })
  format!: ExportFormat;

  @StringField({
    description: 'Of Kubernetes: where the claim and the secret are. Other tools have none.',
    maxLength: 63,
    pattern: namespacePattern,
    default: 'default',
  })
  namespace!: string;
}

export class ExportedSecretResponse {
  @StringField({ description: 'Name of the credential.', maxLength: 63 })
  name!: string;

  @StringField({ description: 'Where the tool reads it.', maxLength: 255 })
  reference!: string;
}

export class StorageExportResponse {
  @EnumField({ description: 'For which tool.', values: exportFormats })
  format!: ExportFormat;

  @StringField({ description: 'Name that the file usually has.', maxLength: 255 })
  filename!: string;

  @StringField({ description: 'The file. It names secrets and holds none.', maxLength: 65_536 })
  content!: string;

  @ObjectListField(() => ExportedSecretResponse, {
    description: 'What has to be put where.',
    maxItems: 20,
  })
  secrets!: ExportedSecretResponse[];
}

export function storageExportRoutes({ storages }: { readonly storages: Storages }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${one}/export`,
      operationId: 'exportStorage',
      summary: 'A storage as the settings of a tool, with secrets as references',
      tag: 'storages',
      permission: granted('storage.read', object),
      pathParameters: StoragePath,
      query: StorageExportQuery,
      success: { status: 200, description: 'The file.', body: StorageExportResponse },
      errors: [StorageSettingsRefused],
      handle: async ({ ctx, path, query: { format, namespace } }) => {
        const storage = await storages.describe(ctx, path.storage_id);
        const { secrets, ...rest } = exportStorage(storage, format, { namespace });
        return ok({ ...rest, secrets: [...secrets] });
      },
    }),
  ];
}
