import type { OwnerRef } from './dotfiles.types.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A named document of one owner. Narrower owners' documents of the same name are merged over it. */
export interface Setting {
  readonly id: string;
  readonly owner: OwnerRef;
  readonly name: string;
  readonly value: JsonObject;
  /** JSON Schema (2020-12) of the merged document, for this owner and all narrower ones. */
  readonly schema: JsonObject | undefined;
  /** JSON pointers that narrower owners may not change; `''` is all of it. */
  readonly locked: readonly string[];
  readonly version: number;
  readonly createdBy: string | undefined;
  readonly updatedBy: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a list shows: all but the document and its schema. */
export type SettingSummary = Omit<Setting, 'value' | 'schema'>;

/** What an owner says under a name. */
export interface SettingContent {
  readonly value: JsonObject;
  readonly schema?: JsonObject | undefined;
  readonly locked?: readonly string[] | undefined;
}

/** What a setting was. */
export interface SettingRevision {
  readonly version: number;
  readonly change: 'created' | 'changed' | 'deleted';
  /** Undefined where it went. */
  readonly value: JsonObject | undefined;
  readonly schema: JsonObject | undefined;
  readonly locked: readonly string[];
  /** Of the value, in hex, before and after. */
  readonly sha256Before: string | undefined;
  readonly sha256: string | undefined;
  readonly size: number | undefined;
  readonly actor: { readonly kind: string; readonly id: string | undefined };
  readonly createdAt: Date;
}

/** Who says what stands at a pointer of a merged document. */
export interface SettingSource {
  readonly pointer: string;
  readonly from: OwnerRef;
  /** Wider owners that say something else there, the nearest first. */
  readonly shadows: readonly OwnerRef[];
}

/** What a narrower owner says and a lock keeps out. */
export interface StoppedSetting {
  readonly pointer: string;
  readonly from: OwnerRef;
  readonly lock: { readonly pointer: string; readonly from: OwnerRef };
}

/** Where a merged document is not what a schema wants. */
export interface SettingViolation {
  /** Whose schema. */
  readonly schemaOf: OwnerRef;
  /** Into the document. */
  readonly pointer: string;
  /** The keyword of JSON Schema. */
  readonly rule: string;
  readonly message: string;
}

/** What holds for a run under one name, and why. */
export interface EffectiveSetting {
  readonly name: string;
  readonly value: JsonObject;
  /** By pointer. */
  readonly sources: readonly SettingSource[];
  readonly stopped: readonly StoppedSetting[];
  readonly violations: readonly SettingViolation[];
}
