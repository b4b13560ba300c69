import { ValidationFailed } from '@ashlar/errors';

// Control characters, ends of lines and paragraphs, and what turns the direction of what stands after it.
const refused = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
// Spaces, what has no width, and letters that show nothing.
const blank = /^[\p{Z}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/**
 * A name as it is kept: in the composed form of Unicode (NFC), so that what looks the same is the same.
 * @throws {ValidationFailed} for one that shows nothing, or that shows something else than it says.
 */
export function cleanName(name: string): string {
  const clean = name.normalize('NFC');
  const message = refused.test(clean)
    ? 'name must not hold control characters, ends of lines or marks that turn the direction of text'
    : blank.test(clean)
      ? 'name must show something'
      : undefined;
  if (message === undefined) return clean;
  throw new ValidationFailed(message, {
    details: { errors: [{ pointer: '#/body/name', field: 'name', rule: 'name', message }] },
  });
}
