/** What a project asks of those who work in it: each fills it for themself, or the project for all. */
export interface SecretSlot {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Unique in the project whatever its case. */
  readonly filename: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewSecretSlot {
  readonly name: string;
  readonly description?: string | undefined;
  readonly filename: string;
}

/** Absent keeps, null clears. */
export interface SecretSlotChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly filename?: string | undefined;
}

/** With what a slot is filled for the caller. */
export interface SlotValue {
  readonly slotId: string;
  readonly secretId: string;
  /** The project's own value, which every member uses who has none. */
  readonly shared: boolean;
}

/** How a slot is filled: with a secret of the caller, with a new value, or no longer. */
export type SlotFilling = {
  readonly slotId: string;
  /** For all members, by who may edit the project; else for the caller alone. */
  readonly shared: boolean;
} & ({ readonly secretId: string } | { readonly value: Buffer } | { readonly clear: true });
