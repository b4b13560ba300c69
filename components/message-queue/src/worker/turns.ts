/** Keeps things until it is their turn: tenants one after the other, each in its own order. */
export interface Turns<Thing extends { readonly tenant: string }> {
  add(things: readonly Thing[]): void;
  next(): Thing | undefined;
  size(): number;
}

export function createTurns<Thing extends { readonly tenant: string }>(): Turns<Thing> {
  // In the order of turns: whoever had one goes to the end.
  const lines = new Map<string, Thing[]>();
  let size = 0;
  return {
    add(things) {
      for (const thing of things) {
        const line = lines.get(thing.tenant);
        if (line) line.push(thing);
        else lines.set(thing.tenant, [thing]);
      }
      size += things.length;
    },
    next() {
      const [first] = lines;
      if (!first) return undefined;
      const [tenant, line] = first;
      const thing = line.shift();
      lines.delete(tenant);
      if (line.length > 0) lines.set(tenant, line);
      size -= 1;
      return thing;
    },
    size: () => size,
  };
}
