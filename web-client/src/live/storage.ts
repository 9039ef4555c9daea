/** What outlives a reload, if the browser lets it. Values are JSON. */
export interface Keep {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  /** The keys that begin so, in no order. */
  keys(prefix: string): string[];
}

export type Backing = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function browserStorage(): Backing | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Keys of one owner (a meeting, the organiser) in localStorage. Where that is refused or full, the
 * value lives in memory as long as the page does; what is in memory is always newer.
 */
export function openKeep(owner: string, backing: Backing | undefined = browserStorage()): Keep {
  const memory = new Map<string, string | null>();
  const full = (key: string) => `torg/${owner}/${key}`;

  function write(key: string, text: string | null): void {
    try {
      if (!backing) throw new Error('no storage');
      if (text === null) backing.removeItem(full(key));
      else backing.setItem(full(key), text);
      memory.delete(key);
    } catch {
      memory.set(key, text);
    }
  }
  function read(key: string): string | null {
    const held = memory.get(key);
    if (held !== undefined) return held;
    try {
      return backing?.getItem(full(key)) ?? null;
    } catch {
      return null;
    }
  }
  return {
    get<T>(key: string): T | undefined {
      const text = read(key);
      if (text === null) return undefined;
      try {
        return JSON.parse(text) as T;
      } catch {
        return undefined;
      }
    },
    set: (key, value) => write(key, JSON.stringify(value)),
    remove: (key) => write(key, null),
    keys(prefix) {
      const found = new Set<string>();
      try {
        for (let at = 0; backing && at < backing.length; at += 1) {
          const name = backing.key(at) ?? '';
          if (name.startsWith(full(prefix))) found.add(name.slice(full('').length));
        }
      } catch {
        // Refused: only memory is left.
      }
      memory.forEach((text, key) => {
        if (text === null) found.delete(key);
        else if (key.startsWith(prefix)) found.add(key);
      });
      return Array.from(found);
    },
  };
}
