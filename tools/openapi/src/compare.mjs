// What of a change in an OpenAPI document breaks a client that was written for the earlier one. Requests may ask for
// less and accept more; answers may say more and promise more. Everything else breaks somebody.

/** @typedef {Record<string, any>} Json documents are read as they come */

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/**
 * Breaking changes that no new version announces; none when the version says it.
 * @param {Json} before @param {Json} after @returns {string[]}
 */
export function unannouncedChanges(before, after) {
  if (isAnnounced(before.info.version, after.info.version)) return [];
  const changes = breakingChanges(before, after);
  return changes.map((change) => `${change} (breaks clients of ${before.info.version}: raise the version)`);
}

/** @param {string} before @param {string} after whether clients are warned: a new major version, or minor below 1.0 */
export function isAnnounced(before, after) {
  const [major = 0, minor = 0] = before.split('.').map(Number);
  const [newMajor = 0, newMinor = 0] = after.split('.').map(Number);
  return newMajor > major || (major === 0 && newMajor === 0 && newMinor > minor);
}

/** @param {Json} before @param {Json} after @returns {string[]} one line each, sorted as the document */
export function breakingChanges(before, after) {
  return Object.entries(before.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .flatMap((method) => {
        const at = `${method.toUpperCase()} ${path}`;
        const operation = after.paths[path]?.[method];
        if (!operation) return [`${at} is gone`];
        return operationChanges(item[method], operation, { before, after }).map(
          (change) => `${at} ${change}`,
        );
      }),
  );
}

/** @param {Json} old @param {Json} now @param {{ before: Json, after: Json }} documents @returns {string[]} */
function operationChanges(old, now, documents) {
  const compare = comparer(documents);
  return [
    ...(old.operationId === now.operationId ? [] : [`is no longer called ${old.operationId}`]),
    ...parameterChanges(old.parameters ?? [], now.parameters ?? [], compare),
    ...bodyChanges(old.requestBody, now.requestBody, compare),
    ...Object.entries(old.responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, answer]) => answerChanges(status, answer, now.responses[status], compare)),
    ...Object.keys(now.responses)
      .filter((status) => status.startsWith('2') && !old.responses[status])
      .map((status) => `answers ${status}, which it did not`),
  ];
}

/** @typedef {(old: Json | undefined, now: Json | undefined, at: string, side: 'request' | 'answer') => string[]} Compare */

/** @param {Json[]} old @param {Json[]} now @param {Compare} compare @returns {string[]} */
function parameterChanges(old, now, compare) {
  /** @param {Json[]} list @param {Json} wanted @returns {Json | undefined} */
  const find = (list, wanted) =>
    list.find(({ in: where, name }) => where === wanted.in && name === wanted.name);
  const gone = old.flatMap((parameter) => {
    const at = `${parameter.in} ${parameter.name}`;
    const found = find(now, parameter);
    if (!found) return [`has no ${at} any more`];
    return [
      ...(found.required && !parameter.required ? [`demands ${at}`] : []),
      ...compare(parameter.schema, found.schema, at, 'request'),
    ];
  });
  const added = now.filter((parameter) => parameter.required && !find(old, parameter));
  return [...gone, ...added.map((parameter) => `demands ${parameter.in} ${parameter.name}`)];
}

/** @param {Json | undefined} old @param {Json | undefined} now @param {Compare} compare @returns {string[]} */
function bodyChanges(old, now, compare) {
  if (!old) return now?.required ? ['demands a body'] : [];
  if (!now) return ['has no body any more'];
  return Object.entries(old.content).flatMap(([type, { schema }]) =>
    now.content[type]
      ? compare(schema, now.content[type].schema, 'body', 'request')
      : [`reads no ${type} any more`],
  );
}

/** @param {string} status @param {Json} old @param {Json | undefined} now @param {Compare} compare @returns {string[]} */
function answerChanges(status, old, now, compare) {
  if (!now) return [`answers no ${status} any more`];
  const headers = Object.keys(old.headers ?? {}).filter((name) => !now.headers?.[name]);
  const contents = Object.entries(old.content ?? {}).flatMap(([type, { schema }]) =>
    now.content?.[type]
      ? compare(schema, now.content[type].schema, String(status), 'answer')
      : [`answers ${status} without ${type}`],
  );
  return [...headers.map((name) => `answers ${status} without ${name}`), ...contents];
}

/** @param {{ before: Json, after: Json }} documents @returns {Compare} */
function comparer({ before, after }) {
  /** @type {Set<string>} schemas may hold themselves */
  const open = new Set();
  return compare;

  /** @type {Compare} */
  function compare(rawOld, rawNow, at, side) {
    const key = `${rawOld?.['$ref']} ${rawNow?.['$ref']} ${side}`;
    if (rawOld?.['$ref'] && open.has(key)) return [];
    open.add(key);
    const [old, now] = [resolve(before, rawOld), resolve(after, rawNow)];
    const [narrow, wide] = side === 'request' ? [old, now] : [now, old];
    const changes = [
      ...(within(typesOf(narrow), typesOf(wide)) ? [] : [`${at} is ${typesOf(now)} and was ${typesOf(old)}`]),
      ...wordChanges(narrow.enum, wide.enum, at, side),
      ...(old.format === now.format ? [] : [`${at} has format ${now.format} and had ${old.format}`]),
      ...(side === 'request' ? limitChanges(old, now, at) : []),
      ...propertyChanges(old, now, at, side),
      ...(old.items && now.items ? compare(old.items, now.items, `${at}[]`, side) : []),
    ];
    open.delete(key);
    return changes;
  }

  /** @param {Json} old @param {Json} now @param {string} at @param {'request' | 'answer'} side @returns {string[]} */
  function propertyChanges(old, now, at, side) {
    const [was, is] = [new Set(old.required), new Set(now.required)];
    const known = Object.entries(old.properties ?? {}).flatMap(([name, property]) => {
      const here = `${at}.${name}`;
      const found = now.properties?.[name];
      if (!found) return [`${here} is gone`];
      const demand = side === 'request' && is.has(name) && !was.has(name) ? [`${here} is demanded`] : [];
      const promise = side === 'answer' && was.has(name) && !is.has(name) ? [`${here} may be missing`] : [];
      return [...demand, ...promise, ...compare(property, found, here, side)];
    });
    const added = Object.keys(now.properties ?? {}).filter((name) => !old.properties?.[name] && is.has(name));
    return [...known, ...(side === 'request' ? added.map((name) => `${at}.${name} is demanded`) : [])];
  }
}

/** Every limit that refuses what was accepted. @param {Json} old @param {Json} now @param {string} at @returns {string[]} */
function limitChanges(old, now, at) {
  const lower = ['maxLength', 'maximum', 'maxItems'].filter(
    (limit) => (now[limit] ?? Infinity) < (old[limit] ?? Infinity),
  );
  const higher = ['minLength', 'minimum', 'minItems'].filter(
    (limit) => (now[limit] ?? 0) > (old[limit] ?? 0),
  );
  const pattern = now.pattern !== undefined && now.pattern !== old.pattern ? ['pattern'] : [];
  return [...lower, ...higher, ...pattern].map(
    (limit) => `${at} has ${limit} ${now[limit]} and had ${old[limit]}`,
  );
}

/**
 * @param {readonly unknown[] | undefined} narrow @param {readonly unknown[] | undefined} wide
 * @param {string} at @param {'request' | 'answer'} side @returns {string[]}
 */
function wordChanges(narrow, wide, at, side) {
  if (wide === undefined) return [];
  if (narrow === undefined)
    return [`${at} ${side === 'request' ? 'takes some words only' : 'may be any word'}`];
  const strange = narrow.filter((word) => !wide.includes(word));
  return strange.map((word) => `${at} ${side === 'request' ? 'does not take' : 'may be'} ${String(word)}`);
}

/** @param {Json} document @param {Json | undefined} schema @returns {Json} */
function resolve(document, schema = {}) {
  const name = schema['$ref']?.replace('#/components/schemas/', '');
  if (name !== undefined) return resolve(document, document.components.schemas[name]);
  // Of several shapes, clients of the earlier document know the first.
  if (schema['oneOf']) return resolve(document, schema['oneOf'][0]);
  if (!schema['anyOf']) return schema;
  const [first] = schema['anyOf'];
  const found = resolve(document, first);
  return { ...found, type: [...typesOf(found), 'null'] };
}

/** @param {Json} schema @returns {string[]} */
function typesOf({ type }) {
  return type === undefined ? [] : [type].flat();
}

/** Nothing said means anything goes. @param {string[]} narrow @param {string[]} wide */
function within(narrow, wide) {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((type) => wide.includes(type)));
}
