import { chosen } from './open-services.js';

it('starts all services, or those that are named', () => {
  const names = (only?: readonly string[]) => chosen({ ...(only && { only }) }).map(({ name }) => name);
  expect(names()).toEqual(['data-api', 'secrets-api', 'background-jobs']);
  expect(names(['secrets-api', 'data-api'])).toEqual(['data-api', 'secrets-api']);
  expect(names([])).toEqual([]);
});
