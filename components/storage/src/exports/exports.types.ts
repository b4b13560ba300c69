/** What a storage can be written as. */
export const exportFormats = ['rclone', 's3fs', 'boto3', 'aws-cli', 'kubernetes-csi'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A storage as the settings of a tool. Secrets are named, never written. */
export interface StorageExport {
  readonly format: ExportFormat;
  readonly filename: string;
  readonly content: string;
  /** What has to be put where, before the tool can use it. */
  readonly secrets: readonly {
    /** `secret_access_key` */
    readonly name: string;
    /** Of what the tool reads it: a variable of its environment, or a key of a secret. */
    readonly reference: string;
  }[];
}
