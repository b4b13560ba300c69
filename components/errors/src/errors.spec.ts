import { DomainError, defineError, errorCatalogue, foundationErrors, Internal, NotFound } from './index.js';

const definition = {
  code: 'LAMP_BROKEN',
  kind: 'conflict',
  title: 'The lamp is broken',
  remedy: 'Replace the bulb.',
} as const;

describe('a defined error', () => {
  const LampBroken = defineError(definition);

  it('is an Error with its code, its details and its cause', () => {
    const cause = new Error('filament');
    const error = new LampBroken('Lamp 7 is broken', { details: { lamp: 7 }, cause, retryAfterSeconds: 3 });
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toBeInstanceOf(LampBroken);
    expect(error).not.toBeInstanceOf(NotFound);
    expect(error).toMatchObject({
      code: 'LAMP_BROKEN',
      name: 'LAMP_BROKEN',
      message: 'Lamp 7 is broken',
      details: { lamp: 7 },
      retryAfterSeconds: 3,
      cause,
    });
    expect(error.stack).toContain('LAMP_BROKEN');
  });

  it('says its title when there is nothing to add', () => {
    expect(new LampBroken().message).toBe('The lamp is broken');
  });

  it('cannot have its definition changed', () => {
    expect(() => Object.assign(LampBroken.definition, { code: 'OTHER' })).toThrow(TypeError);
  });

  it.each(['lamp', 'Lamp_Broken', 'LAMP__BROKEN', '', 'LAMP-BROKEN', '_LAMP'])(
    'refuses the code %j',
    (code) => {
      expect(() => defineError({ ...definition, code })).toThrow(/UPPER_SNAKE/);
    },
  );
});

describe('the catalogue', () => {
  it('lists each code once, sorted', () => {
    const codes = errorCatalogue([...foundationErrors, ...foundationErrors]).map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toContain(Internal.definition.code);
    expect(codes).toHaveLength(foundationErrors.length);
  });

  it('refuses two meanings for one code', () => {
    const other = defineError({ ...Internal.definition, title: 'Another meaning' });
    expect(() => errorCatalogue([Internal, other])).toThrow(/INTERNAL is defined twice/);
  });

  it('says for every error what the caller can do', () => {
    for (const { definition: line } of foundationErrors) {
      expect(line.title.length).toBeGreaterThan(5);
      expect(line.remedy).toMatch(/\.$/);
    }
  });
});
