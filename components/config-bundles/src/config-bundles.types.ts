/** Whose run a bundle is for. */
export interface BundleUse {
  readonly projectId: string;
  /** Absent: what everybody in the project has in common. */
  readonly userId: string | undefined;
}

/** A set of files for a run. Secrets are named in it, and are not there. */
export interface ConfigBundle extends BundleUse {
  /** Of `content`, in hex: its address. */
  readonly sha256: string;
  /** A tar. */
  readonly content: Buffer;
  /** Names of the secrets that it refers to. */
  readonly secrets: readonly string[];
  /** Of the address, the project and the user; Ed25519, 64 bytes. */
  readonly signature: Buffer;
  /** Whose; from the public key. */
  readonly signerId: string;
}
