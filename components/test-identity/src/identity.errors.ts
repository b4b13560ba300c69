/** There is no such user or client, or it has no such credential. */
export class UnknownNameError extends Error {
  override readonly name = 'UnknownNameError';
}
