/** @param {string} kebab */
export function pascal(kebab) {
  return kebab.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter) => letter.toUpperCase());
}

/** @param {string} kebab */
export function camel(kebab) {
  const name = pascal(kebab);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** @param {string} kebab */
export function words(kebab) {
  return kebab.replaceAll('-', ' ');
}

/** @param {string} text */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The thing that a plural brick holds: users hold a user; storage stays storage. @param {string} kebab */
export function singular(kebab) {
  if (kebab.endsWith('ies')) return `${kebab.slice(0, -3)}y`;
  return /[^s]s$/.test(kebab) ? kebab.slice(0, -1) : kebab;
}

/** @param {string} kebab */
export function plural(kebab) {
  if (/[^aeiou]y$/.test(kebab)) return `${kebab.slice(0, -1)}ies`;
  return kebab + (/(s|x|ch|sh)$/.test(kebab) ? 'es' : 's');
}

/** @param {string} noun */
export function withArticle(noun) {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
