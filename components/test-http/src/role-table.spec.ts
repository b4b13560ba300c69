import { type Answer, readRoleTable, verdictOf, writeRoleTable } from './index.js';

const text = `
# who may what
operation        | owner | anonymous
getLamp private  | yes   | 404

deleteLamp       | yes   | 401
`;

describe('a table of roles', () => {
  it('is read cell by cell, and written as it was', () => {
    const cells = readRoleTable(text);
    expect(cells).toEqual([
      { operation: 'getLamp private', caller: 'owner', expected: 'yes' },
      { operation: 'getLamp private', caller: 'anonymous', expected: '404' },
      { operation: 'deleteLamp', caller: 'owner', expected: 'yes' },
      { operation: 'deleteLamp', caller: 'anonymous', expected: '401' },
    ]);
    expect(readRoleTable(writeRoleTable(cells))).toEqual(cells);
  });

  it('has every cell once', () => {
    expect(() => readRoleTable('operation | a | b\nx | yes')).toThrow('x has 1 cells');
    expect(() => readRoleTable('operation | a\nx | yes\nx | 404')).toThrow('x is there twice');
  });

  it.each([
    [201, {}, 'yes'],
    [308, undefined, 'yes'],
    [412, { error_code: 'PRECONDITION_FAILED' }, 'yes'],
    [401, { error_code: 'UNAUTHENTICATED' }, '401'],
    [403, { error_code: 'FORBIDDEN' }, '403'],
    [403, { error_code: 'DOMAIN_SUSPENDED' }, '403 DOMAIN_SUSPENDED'],
    [404, { error_code: 'LAMP_NOT_FOUND' }, '404'],
    [500, undefined, '500 '],
  ])('takes %i %j for %j', (status, json, verdict) => {
    const answer: Answer = { status, json, headers: new Headers(), text: '' };
    expect(verdictOf(answer)).toBe(verdict);
  });
});
