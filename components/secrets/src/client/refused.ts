/** What the secrets API answered when it gave nothing. */
export class SecretsRefused extends Error {
  override readonly name = 'SecretsRefused';
  constructor(
    readonly status: number,
    /** The stable code of the problem; undefined for an answer that is none. */
    readonly code: string | undefined,
  ) {
    super(`The secrets API answered ${status}${code === undefined ? '' : ` ${code}`}`);
  }
}
