/** What the process `identity` says about itself when it is ready. */
export interface IdentityReport {
  readonly url: string;
  readonly issuer: string;
  readonly port: number;
  readonly tokenNames: readonly string[];
  /** Where tokens are handed out. */
  readonly deskUrl: string;
}

/** Where to ask for tokens, and what to show there. */
export interface TokenDesk {
  readonly url: string;
  readonly secret: string;
}

/** How long the tokens in stack.json and those of `npm run token` are valid. */
export const tokenSeconds = 12 * 3_600;

/**
 * Asks the running identity provider for an access token.
 * @throws Error naming the tokens there are, or when nobody answers.
 */
export async function requestToken({ url, secret }: TokenDesk, name: string): Promise<string> {
  const address = new URL(`/tokens/${encodeURIComponent(name)}?ttl_seconds=${tokenSeconds}`, url);
  const headers = { authorization: `Bearer ${secret}` };
  const response = await fetch(address, { method: 'POST', headers }).catch((cause: unknown) => {
    throw new Error('The identity provider does not answer: npm start', { cause });
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`No token for "${name}". ${text}`);
  return text;
}
