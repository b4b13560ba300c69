import type { ExpectedVersion } from '@ashlar/database';

/** From the widest to the narrowest: what a narrower owner has at a path hides what a wider one has there. */
export const ownerTypes = ['domain', 'group', 'project', 'user'] as const;
export type OwnerType = (typeof ownerTypes)[number];

/** Whose dotfiles. */
export interface OwnerRef {
  readonly type: OwnerType;
  readonly id: string;
}

/** What a list shows: all but the content. */
export interface Dotfile {
  readonly id: string;
  readonly owner: OwnerRef;
  /** Canonical, relative to the home folder. */
  readonly path: string;
  /** Permission bits, 0 to 0o777. */
  readonly mode: number;
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly version: number;
  readonly createdBy: string | undefined;
  readonly updatedBy: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DotfileContent extends Dotfile {
  readonly content: Buffer;
}

/** What an owner has, and may have. */
export interface DotfileUsage {
  readonly files: number;
  readonly bytes: number;
  readonly limits: DotfileLimits;
}

export interface DotfileLimits {
  readonly files: number;
  /** Of all contents together. */
  readonly bytes: number;
  readonly bytesPerFile: number;
  /** Bytes of the UTF-8 of a path; the same for everybody. */
  readonly pathLength: number;
}

export interface NewDotfile {
  readonly path: string;
  readonly content: Buffer;
  /** Default 0o644. */
  readonly mode?: number | undefined;
}

/** What is absent stays. */
export interface DotfileChange {
  readonly path?: string | undefined;
  readonly content?: Buffer | undefined;
  readonly mode?: number | undefined;
}

/** One step of a change; the steps of one call happen together or not at all. */
export type DotfileStep =
  | ({ readonly op: 'create' } & NewDotfile)
  /** Creates, or replaces what is at the path. What is absent stays; only who creates needs content. */
  | ({ readonly op: 'put'; readonly path: string } & Omit<DotfileChange, 'path'> & StepCondition)
  | ({ readonly op: 'rename'; readonly path: string; readonly to: string } & StepCondition)
  | ({ readonly op: 'update'; readonly id: string; readonly expected: ExpectedVersion } & DotfileChange)
  | { readonly op: 'delete'; readonly id: string; readonly expected: ExpectedVersion }
  | ({ readonly op: 'remove'; readonly path: string } & StepCondition);

/** What must be at the path before the step. */
export interface StepCondition {
  /** Default: whatever its version. */
  readonly expected?: ExpectedVersion | undefined;
  /** Of a `put`. `something`: it replaces and does not create; `nothing`: the other way round. Default: either. */
  readonly mustBe?: 'something' | 'nothing' | undefined;
}

/** What a dotfile was. */
export interface Revision {
  readonly version: number;
  readonly change: 'created' | 'changed' | 'deleted';
  readonly path: string;
  readonly mode: number;
  /** Of the content then; undefined where it was deleted. */
  readonly sha256: string | undefined;
  /** Of what it replaced or removed; undefined where it was created. */
  readonly previousSha256: string | undefined;
  readonly size: number | undefined;
  readonly actor: { readonly kind: string; readonly id: string | undefined };
  readonly reason: string | undefined;
  readonly createdAt: Date;
}
