import { anyJson, mapOf, object, oneOf, optional, readSpec, such, text } from '../spec/shapes.js';
import { keyName } from './signing-keys.js';

const kept =
  /^(host|connection|content-|transfer-|webhook-|authorization$|cookie|proxy-|te$|trailer|upgrade|expect|user-agent|accept)/i;

const shape = object({
  url: such(text({ max: 2_000 }), (url) =>
    URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).username === ''
      ? undefined
      : 'must be an http(s) address without credentials',
  ),
  /** The name of the key that signs. */
  key: text({ max: 100, pattern: keyName, says: 'must be the name of a key' }),
  /** How the end is told: by the answer itself, by a callback, or when asked. */
  ends: optional(oneOf('answer', 'callback', 'poll'), 'answer'),
  headers: optional(
    mapOf(text({ max: 2_000, pattern: /^[\t\x20-\x7e]*$/, says: 'must be printable ASCII' }), {
      max: 30,
      names: /^[A-Za-z][A-Za-z0-9-]{0,99}$/,
      says: 'must be the name of a header',
    }),
    {},
  ),
  data: optional(anyJson(200_000)),
});

const checked = such(shape, ({ headers }) => {
  const taken = Object.keys(headers).find((name) => kept.test(name));
  return taken === undefined ? undefined : `the header ${taken} cannot be set here`;
});

export type HttpSpec = ReturnType<typeof readHttpSpec>;

export function readHttpSpec(spec: unknown) {
  return readSpec(checked, spec);
}
