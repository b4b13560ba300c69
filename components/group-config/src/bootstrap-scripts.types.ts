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

/** What a bootstrap script was. */
export interface BootstrapScriptRevision {
  readonly version: number;
  readonly change: 'created' | 'changed' | 'deleted';
  /** Of the content then; undefined where it was deleted. */
  readonly sha256: string | undefined;
  /** Of what it replaced or removed; undefined where it was created. */
  readonly previousSha256: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
  readonly actor: { readonly kind: string; readonly id: string | undefined };
  readonly createdAt: Date;
}
