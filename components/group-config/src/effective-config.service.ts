import type { Database, OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { canonicalPath } from './dotfile-path.js';
import { compose, type EffectiveConfig, type MountClash, mountClashes } from './effective-config.js';
import { type LayerFile, layersFor } from './effective-config.repository.js';

export interface EffectiveConfigRequest {
  readonly projectId: string;
  /** Absent: what everybody in the project has in common. */
  readonly userId?: string | undefined;
  /** Paths relative to the home folder where something will be mounted. */
  readonly mounts?: readonly string[] | undefined;
  /** Default false. */
  readonly contents?: boolean;
}

export interface EffectiveConfigs {
  /** What a run of the user in the project finds in its home folder. One statement. @throws {NotFound | PathRefused} */
  of(
    ctx: OperationContext,
    request: EffectiveConfigRequest,
  ): Promise<EffectiveConfig<LayerFile> & { readonly mountClashes: readonly MountClash[] }>;
}

export function createEffectiveConfigs({ database }: { readonly database: Database }): EffectiveConfigs {
  return {
    async of(ctx, { projectId, userId, mounts = [], contents = false }) {
      const canonicalMounts = mounts.map(canonicalPath);
      const layers = await layersFor(ctx, database, projectId, userId, { contents });
      if (layers.length === 0) throw new NotFound(`There is no project ${projectId}`);
      const config = compose(layers);
      const paths = config.files.map(({ file }) => file.path);
      return { ...config, mountClashes: mountClashes(paths, canonicalMounts) };
    },
  };
}
