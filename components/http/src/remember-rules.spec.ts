import { getMetadataStorage, IsInt, IsString, Min, validateSync } from 'class-validator';
import { rememberRules } from './remember-rules.js';

class Animal {
  @IsString()
  name!: string;
}

class Bird extends Animal {
  @IsInt()
  wings!: number;
}

const brokenOf = (made: Animal, values: object): readonly string[] =>
  validateSync(Object.assign(made, values)).map(({ property }) => property);

it('the rules of a class and of those above it are found once', () => {
  const storage = getMetadataStorage();
  let searches = 0;
  const search = storage.getTargetValidationMetadatas.bind(storage);
  storage.getTargetValidationMetadatas = (...query) => {
    searches += 1;
    return search(...query);
  };
  rememberRules(storage);
  for (let times = 0; times < 3; times += 1) {
    expect(brokenOf(new Bird(), { name: 1, wings: 'two' })).toEqual(['wings', 'name']);
    expect(brokenOf(new Bird(), { name: 'wren', wings: 2 })).toEqual([]);
  }
  expect(searches).toBe(1);
});

it('a rule that comes later counts', () => {
  expect(brokenOf(new Bird(), { name: 'wren', wings: -1 })).toEqual([]);
  Min(0)(Bird.prototype, 'wings');
  expect(brokenOf(new Bird(), { name: 'wren', wings: -1 })).toEqual(['wings']);
});

it('groups are looked for as ever', () => {
  class Ringed {
    @IsString({ groups: ['ringed'] })
    ring!: string;

    @IsString()
    name!: string;
  }
  const made = new Ringed();
  expect(validateSync(made, { groups: ['ringed'] }).map(({ property }) => property)).toEqual(['ring']);
  expect(
    validateSync(made)
      .map(({ property }) => property)
      .sort(),
  ).toEqual(['name', 'ring']);
});
