/** State of one kind, kept on its owners. */
export interface TreeState<T> {
  /** The state of an owner, made when it is first asked for. */
  of: (owner: object) => T;
  /** The state of an owner, where it has any: what only reads leaves no trace. */
  peek: (owner: object) => T | undefined;
}

/**
 * State that belongs to a construct, or to the tree when its owner is the root. It is kept on the owner, under a symbol
 * that every copy of this package shares: a program whose dependencies bring copies of their own has one tree with one
 * state. Its shape is therefore a contract between versions: change it under another name.
 */
export function treeState<T extends object>(name: string, initial: () => T): TreeState<T> {
  const key = Symbol.for(`@aks-topology/constructs.${name}`);
  const peek = (owner: object): T | undefined => Reflect.get(owner, key) as T | undefined;
  return {
    peek,
    of: (owner) => {
      const existing = peek(owner);
      if (existing !== undefined) return existing;
      const state = initial();
      Object.defineProperty(owner, key, { value: state });
      return state;
    },
  };
}
