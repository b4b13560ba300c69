import type { ConfigurationFault, Environment } from './config.types.js';

const prefix = 'ASHLAR_';

/** Read by the commands of the repository, never by a service. */
const alwaysAllowed: ReadonlySet<string> = new Set(['ASHLAR_HOME']);

/** A misspelt name would otherwise leave a default in place without a word. */
export function unknownNames(env: Environment, known: ReadonlySet<string>): ConfigurationFault[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.has(name) && !alwaysAllowed.has(name))
    .filter((name) => !isInjectedByKubernetes(name, env[name] ?? ''))
    .sort()
    .map((name) => ({ variable: name, message: `is not a known variable${suggestion(name, known)}` }));
}

/**
 * Kubernetes announces every Service of the namespace in the environment; a Service called `ashlar-data-api`
 * gives `ASHLAR_DATA_API_PORT=tcp://10.0.0.7:80` and its siblings.
 */
export function isInjectedByKubernetes(name: string, value: string): boolean {
  if (/_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/.test(name)) return true;
  if (/_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name)) return true;
  return /_PORT$/.test(name) && looksLikeServiceAddress(value);
}

export function looksLikeServiceAddress(value: string): boolean {
  return /^(tcp|udp|sctp):\/\//.test(value);
}

function suggestion(name: string, known: ReadonlySet<string>): string {
  const furthest = Math.max(2, Math.floor(name.length / 4));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance <= furthest && (best === undefined || distance < best.distance)) {
      best = { name: candidate, distance };
    }
  }
  return best === undefined ? '' : `; did you mean ${best.name}?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
