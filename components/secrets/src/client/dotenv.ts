import { parseEnv } from 'node:util';

/** A value that no line of a `.env` text can hold, or a name that is none. Says which, never what. */
export class NotForDotenv extends Error {
  override readonly name = 'NotForDotenv';
  constructor(readonly variable: string) {
    super(`${variable} cannot be written to a .env text`);
  }
}

/**
 * Values as a `.env` text that `node --env-file`, `util.parseEnv` and the import of the data API read back to the byte.
 * @throws {NotForDotenv} for bytes that are no text, and for what none of the quotes can hold.
 */
export function toDotenv(
  secrets: readonly { readonly filename: string; readonly value: Uint8Array }[],
): string {
  return secrets.map(({ filename, value }) => lineOf(filename, value)).join('');
}

function lineOf(name: string, bytes: Uint8Array): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) throw new NotForDotenv(name);
  const value = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(value, 'utf8').equals(bytes)) throw new NotForDotenv(name);
  for (const quote of ["'", '`', '"']) {
    if (value.includes(quote)) continue;
    const line = `${name}=${quote}${value}${quote}\n`;
    // The one who reads it decides what it means.
    const read = parseEnv(line);
    if (Object.keys(read).length === 1 && read[name] === value) return line;
  }
  throw new NotForDotenv(name);
}
