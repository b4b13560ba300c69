import { getMetadataStorage, type MetadataStorage } from 'class-validator';

type Search = MetadataStorage['getTargetValidationMetadatas'];

/**
 * Lets class-validator remember the rules of a class. It finds them anew for each object by a look at every class of the
 * process, for those that one inherits from: with the DTOs of a whole API that is most of what a request costs here.
 * A rule that is declared later counts from then on.
 */
export function rememberRules(storage: MetadataStorage): void {
  const search: Search = storage.getTargetValidationMetadatas.bind(storage);
  const add = storage.addValidationMetadata.bind(storage);
  let known = new WeakMap<object, ReturnType<Search>>();

  storage.addValidationMetadata = (metadata) => {
    known = new WeakMap();
    add(metadata);
  };
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // As the DTOs here are validated; what others ask for in other ways is found as ever.
    const isPlain = !schema && !always && !strictGroups && !groups;
    if (!isPlain) return search(target, schema, always, strictGroups, groups);
    const rules = known.get(target) ?? search(target, schema, always, strictGroups, groups);
    known.set(target, rules);
    return rules;
  };
}

rememberRules(getMetadataStorage());
