import type { OwnerRef } from './dotfiles.types.js';
import type { JsonObject, Setting, SettingSource, StoppedSetting } from './settings.types.js';

/** What has been merged so far below one pointer. */
type Node = Branch | Leaf;
interface Branch {
  readonly children: Map<string, Node>;
  readonly from: OwnerRef;
  readonly shadows: readonly OwnerRef[];
}
interface Leaf {
  readonly value: unknown;
  readonly from: OwnerRef;
  readonly shadows: readonly OwnerRef[];
}
type Lock = StoppedSetting['lock'];

/** What one owner says, on its way into what wider owners said. */
interface Incoming {
  readonly from: OwnerRef;
  readonly locks: readonly Lock[];
  readonly stopped: StoppedSetting[];
}

/**
 * Objects are merged member by member, the narrower owner's last; lists and everything else are replaced whole, null
 * too. What meets a lock of a wider owner, at, above or below it, stays out and is listed.
 * @param layers documents of one name, from the widest to the narrowest owner.
 */
export function mergeSettings(layers: readonly Pick<Setting, 'owner' | 'value' | 'locked'>[]): {
  readonly value: JsonObject;
  readonly sources: readonly SettingSource[];
  readonly stopped: readonly StoppedSetting[];
} {
  const stopped: StoppedSetting[] = [];
  const locks: Lock[] = [];
  let root: Node | undefined;
  for (const { owner: from, value, locked } of layers) {
    root = merge(root, value, '', { from, locks: [...locks], stopped });
    locks.push(...locked.map((pointer) => ({ pointer, from })));
  }
  const sources = root ? sourcesOf(root, '') : [];
  return {
    value: root ? (plain(root) as JsonObject) : {},
    sources: sources.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1)),
    stopped,
  };
}

function merge(
  before: Node | undefined,
  value: unknown,
  pointer: string,
  incoming: Incoming,
): Node | undefined {
  const { from, locks, stopped } = incoming;
  const lock = locks.find((one) => isAtOrBelow(pointer, one.pointer));
  if (lock) {
    stopped.push({ pointer, from, lock });
    return before;
  }
  if (!isJsonObject(value)) {
    const below = locks.find((one) => isAtOrBelow(one.pointer, pointer));
    if (below) {
      stopped.push({ pointer, from, lock: below });
      return before;
    }
    return { value, from, shadows: before ? ownersIn(before, from) : [] };
  }
  const branch: Branch =
    before && 'children' in before
      ? before
      : { children: new Map(), from, shadows: before ? ownersIn(before, from) : [] };
  for (const [key, member] of Object.entries(value)) {
    const there = branch.children.get(key);
    const merged = merge(there, member, `${pointer}/${escapeStep(key)}`, incoming);
    if (merged && merged !== there) {
      const inherited = there ? [] : branch.from === from ? branch.shadows : [];
      branch.children.set(key, inherited.length > 0 ? { ...merged, shadows: inherited } : merged);
    }
  }
  return branch;
}

/** Whoever said something in there, the nearest first. */
function ownersIn(node: Node, without: OwnerRef): readonly OwnerRef[] {
  const own = [node.from, ...node.shadows];
  const all =
    'children' in node ? [...node.children.values()].flatMap((child) => ownersIn(child, without)) : [];
  return [...new Set([...('children' in node && node.children.size > 0 ? all : own)])].filter(
    (one) => one !== without,
  );
}

function sourcesOf(node: Node, pointer: string): readonly SettingSource[] {
  if ('children' in node && node.children.size > 0) {
    return [...node.children].flatMap(([key, child]) => sourcesOf(child, `${pointer}/${escapeStep(key)}`));
  }
  return [{ pointer, from: node.from, shadows: node.shadows }];
}

function plain(node: Node): unknown {
  if (!('children' in node)) return node.value;
  // Defines members, whatever they are called; an assignment would take `__proto__` for something else.
  return Object.fromEntries([...node.children].map(([key, child]) => [key, plain(child)]));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAtOrBelow(pointer: string, other: string): boolean {
  return pointer === other || pointer.startsWith(`${other}/`);
}

function escapeStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
