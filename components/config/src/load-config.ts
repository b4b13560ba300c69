import { validateSync } from 'class-validator';

import { ConfigurationError } from './config.errors.js';
import type { Config, ConfigClass, ConfigSpec, ConfigurationFault, Environment } from './config.types.js';
import { type Reading, readVariable } from './read-variable.js';
import { looksLikeServiceAddress, unknownNames } from './unknown-names.js';
import { namesOf, type Variable, variablesOf } from './variables.js';

/**
 * Reads the environment once into one frozen object per class.
 * @throws {ConfigurationError} naming every missing, malformed, refused and unknown variable.
 * @throws {TypeError} when two properties of the spec read the same variable.
 */
export function loadConfig<S extends ConfigSpec>(spec: S, env: Environment): Config<S> {
  const known = knownNames(spec);
  const sections = Object.entries(spec).map(([name, configClass]) => ({
    name,
    ...loadSection(configClass, env),
  }));
  const faults = [...sections.flatMap((section) => section.faults), ...unknownNames(env, known)];
  if (faults.length > 0) {
    throw new ConfigurationError(
      withoutSecrets(
        faults,
        sections.flatMap((section) => section.secrets),
      ),
    );
  }
  return Object.freeze(
    Object.fromEntries(sections.map(({ name, instance }) => [name, Object.freeze(instance)])),
  ) as Config<S>;
}

interface Section {
  readonly instance: object;
  readonly faults: readonly ConfigurationFault[];
  /** The texts that no message may show. */
  readonly secrets: readonly string[];
}

function loadSection(configClass: ConfigClass, env: Environment): Section {
  const instance = new configClass();
  const variables = variablesOf(configClass);
  const faults: ConfigurationFault[] = [];
  const faulty = new Set<string>();
  const secrets: string[] = [];
  for (const variable of variables) {
    const { name, property, secret } = variable;
    const reading = readVariable(variable, env);
    if (secret) secrets.push(...textsOf(reading), env[name] ?? '', env[`${name}_FILE`] ?? '');
    const outcome = 'fault' in reading ? reading : valueFor(variable, reading.text);
    if ('fault' in outcome) {
      faults.push(outcome.fault);
      faulty.add(property);
    } else {
      Object.defineProperty(instance, property, { value: outcome.value, enumerable: true });
    }
  }
  faults.push(...brokenRules(instance, variables, faulty));
  return { instance, faults, secrets };
}

function textsOf(reading: Reading): readonly string[] {
  return 'text' in reading && reading.text !== undefined ? [reading.text] : [];
}

type Outcome = { readonly value: unknown } | { readonly fault: ConfigurationFault };

function valueFor(variable: Variable, text: string | undefined): Outcome {
  const { name, required, fallback, form } = variable;
  if (text === undefined) {
    return required ? { fault: { variable: name, message: 'is required' } } : { value: fallback };
  }
  const value = variable.parse(text);
  if (value !== undefined) return { value };
  const hint = looksLikeServiceAddress(text)
    ? '; this looks like what Kubernetes sets for a Service of that name (see enableServiceLinks)'
    : '';
  return { fault: { variable: name, message: `must be ${form}${hint}` } };
}

/** What class-validator says about the values that could be read. */
function brokenRules(
  instance: object,
  variables: readonly Variable[],
  faulty: ReadonlySet<string>,
): ConfigurationFault[] {
  const errors = validateSync(instance, { forbidUnknownValues: false });
  return errors
    .filter(({ property }) => !faulty.has(property))
    .map(({ property, constraints = {} }) => ({
      variable: variables.find((variable) => variable.property === property)?.name ?? property,
      message: Object.values(constraints)
        .map((message) => (message.startsWith(`${property} `) ? message.slice(property.length + 1) : message))
        .join('; '),
    }));
}

/** Rules that bricks write may quote the value they refuse. */
function withoutSecrets(
  faults: readonly ConfigurationFault[],
  secrets: readonly string[],
): readonly ConfigurationFault[] {
  // Shorter ones would only turn ordinary words into stars.
  const telling = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return faults.map(({ variable, message }) => ({
    variable,
    message: telling.reduce((text, secret) => text.replaceAll(secret, '***'), message),
  }));
}

function knownNames(spec: ConfigSpec): ReadonlySet<string> {
  const known = new Set<string>();
  for (const configClass of Object.values(spec)) {
    for (const name of variablesOf(configClass).flatMap(namesOf)) {
      if (known.has(name)) throw new TypeError(`${name} is read by two properties`);
      known.add(name);
    }
  }
  return known;
}
