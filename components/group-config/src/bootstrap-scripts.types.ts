import type { OwnerRef } from './dotfiles.types.js';

/** What a run executes before anything else; each owner has one at most, and the wider owner's runs first. */
export interface BootstrapScript {
  readonly owner: OwnerRef;
  readonly content: Buffer;
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly version: number;
  readonly updatedBy: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
