import { uncataloguedErrors } from '../src/uncatalogued.mjs';

const source = (code: string, more = ''): string => `
export const LampBroken = defineError({
  code: '${code}',
  kind: 'conflict',
  title: 'The lamp ({is}) broken',
  remedy: 'Mend it.',
${more}});
`;

describe('errors of bricks', () => {
  it.each([
    ['LAMP_BROKEN', '', []],
    ['LAMP_LOST', '', ['a.ts: no route lists LAMP_LOST']],
    ['LAMP_LOST', '  inside: true,\n', []],
    [
      'LAMP_BROKEN',
      '  inside: true,\n',
      ['a.ts: LAMP_BROKEN is said to stay inside, and is listed by a route'],
    ],
  ])('%s%s', (code, more, faults) => {
    const sources: [string, string][] = [['a.ts', source(code, more) + source('LAMP_BROKEN')]];
    expect(uncataloguedErrors(sources, new Set(['LAMP_BROKEN']))).toEqual(faults);
  });
});
