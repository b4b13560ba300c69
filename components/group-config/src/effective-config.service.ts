import type { Database, OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { canonicalPath } from './dotfile-path.js';
import { compose, type EffectiveConfig, type MountClash, mountClashes } from './effective-config.js';
import { type LayerFile, type LayerScript, layersFor } from './effective-config.repository.js';
import { effectiveSettings } from './settings.service.js';
import type { EffectiveSetting } from './settings.types.js';

export interface EffectiveConfigRequest {
  readonly projectId: string;
  /** Absent: what everybody in the project has in common. */
  readonly userId?: string | undefined;
  /** Paths relative to the home folder where something will be mounted, besides those that `mountsOf` knows. */
  readonly mounts?: readonly string[] | undefined;
  /** Default false. */
  readonly contents?: boolean;
}

export interface EffectiveConfigsDeps {
  readonly database: Database;
  /** Canonical paths where runs of a project have something mounted. Default: none are known, and nothing is asked. */
  readonly mountsOf?: (ctx: OperationContext, projectId: string) => Promise<readonly string[]>;
}

/** All that holds for a run. */
export interface ConfigOfRun extends EffectiveConfig<LayerFile> {
  readonly settings: readonly EffectiveSetting[];
  /** In the order in which they run: the domain's first, the user's last. */
  readonly scripts: readonly LayerScript[];
  readonly mountClashes: readonly MountClash[];
}

export interface EffectiveConfigs {
  /** What a run of the user in the project finds. One statement, besides what `mountsOf` asks. @throws {NotFound | PathRefused} */
  of(ctx: OperationContext, request: EffectiveConfigRequest): Promise<ConfigOfRun>;
}

export function createEffectiveConfigs({ database, mountsOf }: EffectiveConfigsDeps): EffectiveConfigs {
  return {
    async of(ctx, { projectId, userId, mounts = [], contents = false }) {
      const given = mounts.map(canonicalPath);
      const layers = await layersFor(ctx, database, projectId, userId, { contents });
      if (layers.length === 0) throw new NotFound(`There is no project ${projectId}`);
      const known = (await mountsOf?.(ctx, projectId)) ?? [];
      const config = compose(layers);
      const paths = config.files.map(({ file }) => file.path);
      return {
        ...config,
        settings: effectiveSettings(layers.flatMap(({ settings }) => settings)),
        scripts: layers.flatMap(({ script }) => script ?? []),
        mountClashes: mountClashes(paths, [...new Set([...known, ...given])]),
      };
    },
  };
}
