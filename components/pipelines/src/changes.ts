import type { PipelineStatus } from './pipelines.types.js';

/** What a statement of this brick changed, in the words of its SQL. */
export interface Changes {
  readonly targets: readonly {
    readonly id: string;
    readonly group_id: string;
    readonly project_id: string;
    readonly domain_id: string;
    readonly kind: string;
    readonly name: string;
    readonly attempt: number;
    readonly from: PipelineStatus;
    readonly to: PipelineStatus;
    readonly version: number;
  }[];
  /** Also those that changed in something else than the status. */
  readonly pipelines: readonly {
    readonly id: string;
    readonly project_id: string;
    readonly domain_id: string;
    readonly name: string;
    readonly from: PipelineStatus;
    readonly to: PipelineStatus;
    readonly version: number;
  }[];
}
