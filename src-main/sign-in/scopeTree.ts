/** Globus scopes with what they depend on: `scope[dependency *optional[deeper]]`. */
export type ScopeTree = ReadonlyMap<string, ScopeNode>;
interface ScopeNode {
  /** `*`: the consent may be withdrawn without withdrawing the scope it belongs to. */
  readonly isOptional: boolean;
  readonly dependencies: ScopeTree;
}

/** Reads a scope string. Unmatched brackets are read as if they were closed at the end. */
export function parseScopes(text: string): ScopeTree {
  const words = text.match(/\[|\]|[^[\]\s]+/g) ?? [];
  let next = 0;
  const readList = (): ScopeTree => {
    const list = new Map<string, ScopeNode>();
    for (; next < words.length; ) {
      const word = words[next++] ?? '';
      if (word === ']') return list;
      if (word === '[') continue;
      const hasDependencies = words[next] === '[';
      if (hasDependencies) next += 1;
      const node = { isOptional: word.startsWith('*'), dependencies: hasDependencies ? readList() : new Map() };
      const name = word.replace(/^\*/, '');
      if (name !== '') list.set(name, mergedNode(list.get(name), node));
    }
    return list;
  };
  return readList();
}

/** A scope asked both ways is not optional. */
function mergedNode(one: ScopeNode | undefined, other: ScopeNode): ScopeNode {
  if (one === undefined) return other;
  return {
    isOptional: one.isOptional && other.isOptional,
    dependencies: mergeScopes(one.dependencies, other.dependencies),
  };
}

export function mergeScopes(...trees: readonly ScopeTree[]): ScopeTree {
  const merged = new Map<string, ScopeNode>();
  for (const tree of trees) for (const [name, node] of tree) merged.set(name, mergedNode(merged.get(name), node));
  return merged;
}

export function printScopes(tree: ScopeTree): string {
  const parts = [...tree].map(([name, { isOptional, dependencies }]) => {
    const inner = dependencies.size > 0 ? `[${printScopes(dependencies)}]` : '';
    return `${isOptional ? '*' : ''}${name}${inner}`;
  });
  return parts.join(' ');
}

/** Every name anywhere in the tree. */
export const scopeNames = (tree: ScopeTree): readonly string[] =>
  [...tree].flatMap(([name, { dependencies }]) => [name, ...scopeNames(dependencies)]);
