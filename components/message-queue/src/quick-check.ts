import { getMetadataStorage } from 'class-validator';

/** Says of what is plainly right that it is right; of anything else nothing. class-validator has the last word. */
type QuickCheck = (plain: object) => boolean;

interface Rule {
  readonly property: string;
  readonly accepts: (value: unknown, object: object) => boolean;
}

interface Rules {
  readonly all: readonly Rule[];
  readonly properties: ReadonlySet<string>;
}

const rulesByClass = new WeakMap<new () => object, Rules | undefined>();

/**
 * Whether a payload of strings, numbers and booleans keeps every rule of its class. class-validator finds the rules of
 * a class anew for each object, which is what a bulk of jobs would spend its time on.
 */
export function isPlainlyValid(payload: new () => object, plain: object): boolean {
  if (!rulesByClass.has(payload)) rulesByClass.set(payload, rulesOf(payload));
  const rules = rulesByClass.get(payload);
  return rules !== undefined && checkOf(rules)(plain);
}

function checkOf({ all, properties }: Rules): QuickCheck {
  return (plain) => {
    for (const [property, value] of Object.entries(plain)) {
      if (!properties.has(property) || !isPrimitive(value)) return false;
    }
    return all.every(({ property, accepts }) => accepts(Reflect.get(plain, property), plain));
  };
}

/** What JSON gives back as it was. */
function isPrimitive(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Undefined when the class has a rule of a kind that this does not know. */
function rulesOf(payload: new () => object): Rules | undefined {
  const storage = getMetadataStorage();
  const metadata = storage.getTargetValidationMetadatas(payload, '', false, false);
  const all: Rule[] = [];
  for (const { type, propertyName: property, constraintCls, constraints, each, groups } of metadata) {
    const [constraint, ...more] = constraintCls ? storage.getTargetValidatorConstraints(constraintCls) : [];
    if (
      type !== 'customValidation' ||
      each ||
      groups.length > 0 ||
      !constraint ||
      constraint.async ||
      more.length > 0
    )
      return undefined;
    const { instance } = constraint;
    all.push({
      property,
      accepts: (value, object) =>
        instance.validate(value, { value, constraints, targetName: payload.name, object, property }) === true,
    });
  }
  return { all, properties: new Set(all.map(({ property }) => property)) };
}
