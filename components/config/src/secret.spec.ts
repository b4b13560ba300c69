import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import { Secret } from './index.js';

describe('a secret', () => {
  const value = randomBytes(16).toString('hex');
  const secret = new Secret(value);

  it('gives its value when asked', () => {
    expect(secret.reveal()).toBe(value);
  });

  it.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `${secret}`],
    ['concatenation', () => '' + String(secret)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { showHidden: true, depth: null })],
    ['inspect without custom hooks', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['a spread', () => JSON.stringify({ ...secret })],
    ['a structured clone', () => inspect(structuredClone({ secret }), { showHidden: true })],
    ['its own keys', () => Reflect.ownKeys(secret).map(String).join()],
  ])('is not shown by %s', (_how, show) => {
    expect(show()).not.toContain(value);
  });

  it('prints as stars', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['***', '"***"', '***']);
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(secret, { reveal: () => 'other' })).toThrow(TypeError);
  });
});
