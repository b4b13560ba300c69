// Errors that a brick defines and no page tells of.

const definition = /\bdefineError\(\{(?<fields>.*?)\n\}\)/gs;

/**
 * One line for each code that is neither in a catalogue nor said to stay inside, and for each that is both.
 * @param {Iterable<[file: string, text: string]>} sources of bricks, without their specs
 * @param {ReadonlySet<string>} catalogued codes of all documents
 * @returns {string[]}
 */
export function uncataloguedErrors(sources, catalogued) {
  const faults = [];
  for (const [file, text] of sources) {
    for (const { groups } of text.matchAll(definition)) {
      const code = /\bcode: '(?<code>[A-Z0-9_]+)'/.exec(groups?.['fields'] ?? '')?.groups?.['code'];
      if (code === undefined) continue;
      const inside = /\binside: true\b/.test(groups?.['fields'] ?? '');
      if (inside && catalogued.has(code))
        faults.push(`${file}: ${code} is said to stay inside, and is listed by a route`);
      if (!inside && !catalogued.has(code)) faults.push(`${file}: no route lists ${code}`);
    }
  }
  return faults;
}
