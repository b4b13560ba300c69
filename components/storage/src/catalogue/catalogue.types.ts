import type { StorageConfig, StorageType } from '../config.types.js';

interface AnySetting {
  /** For forms. */
  readonly help: string;
  /** The option of rclone; null where Ashlar has its own word. Default: the name on the wire. */
  readonly rclone?: string | null;
  readonly required?: boolean;
  readonly example?: unknown;
  /** Rarely needed: forms may hide it. */
  readonly advanced?: boolean;
  /** Says where credentials go: they are kept for these values alone. */
  readonly target?: boolean;
  /** Weakens the protection of everybody on the way: for administrators of the platform. */
  readonly administrators?: boolean;
}

export interface TextSetting extends AnySetting {
  readonly kind: 'text';
  readonly maxLength: number;
  readonly minLength?: number;
  readonly pattern?: RegExp;
  readonly default?: string;
}

/** `origin`: scheme, host and port; `url`: with a path. */
export interface UrlSetting extends AnySetting {
  readonly kind: 'origin' | 'url';
}

export interface ChoiceSetting extends AnySetting {
  readonly kind: 'choice';
  readonly values: readonly string[];
  readonly default?: string;
}

export interface FlagSetting extends AnySetting {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface NumberSetting extends AnySetting {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export type Setting = TextSetting | UrlSetting | ChoiceSetting | FlagSetting | NumberSetting;

/** Something secret that a store asks for. */
export interface Credential {
  readonly help: string;
  /** The ways to sign in that need it. */
  readonly auth: readonly string[];
  readonly required: boolean;
  /** rclone keeps it obscured. */
  readonly password?: boolean;
  /** Names who signs in: its last four characters are shown. */
  readonly identifier?: boolean;
  /** May have several lines. */
  readonly lines?: boolean;
  readonly maxLength: number;
}

/** A kind of store, as far as it can be said without one. */
export interface StorageKind<C extends StorageConfig = StorageConfig> {
  readonly type: C['type'];
  readonly title: string;
  /** What rclone calls it. */
  readonly backend: string;
  /** Why no test can be made; undefined when one can. */
  readonly untestable?: 'CONNECTED_SERVICE_NEEDED';
  /** By the name in the domain, in the order of a form. */
  readonly settings: { readonly [Name in Exclude<keyof C, 'type'>]-?: Setting };
  /** By the option of rclone, which is also the name on the wire. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** Options of rclone that are refused, and why. All that is not named here or above is refused as well. */
  readonly refused: Readonly<Record<string, string>>;
}

/** A kind whose own settings do not matter. */
export interface AnyStorageKind extends Omit<StorageKind, 'settings' | 'type'> {
  readonly type: StorageType;
  readonly settings: Readonly<Record<string, Setting>>;
}
