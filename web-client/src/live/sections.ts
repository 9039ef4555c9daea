import type { Frame, Position } from '@protocol/messages';
import type { SectionMap } from '@protocol/sections';

export type AnySections = Record<string, unknown>;

interface Scope {
  position: Position | undefined;
  sections: Map<string, unknown>;
}

export interface SavedScope {
  position: Position;
  sections: AnySections;
}

/** Told which keys of which scope changed, after they have. */
export type Changed = (scope: string, keys: readonly string[]) => void;

/**
 * What the server has said, scope by scope: sections by key, and how far each scope is known.
 * Sections are never changed in place, so the same object means the same content.
 */
export class SectionStore {
  private readonly scopes = new Map<string, Scope>();

  constructor(private readonly changed: Changed = () => {}) {}

  get(scope: string, key: string): unknown {
    return this.scopes.get(scope)?.sections.get(key);
  }

  keys(scope: string): string[] {
    return Array.from(this.scopes.get(scope)?.sections.keys() ?? []);
  }

  names(): string[] {
    return Array.from(this.scopes.keys());
  }

  /** For hello: a scope without a position is left out and so comes in full. */
  positions(): Record<string, Position> {
    const known: Record<string, Position> = {};
    this.scopes.forEach((scope, name) => {
      if (scope.position) known[name] = scope.position;
    });
    return known;
  }

  /** False when the frame does not build on what is here: the scope must be asked for in full. */
  apply(frame: Frame): boolean {
    const scope = this.scope(frame.scope);
    if (!frame.full && scope.position?.epoch !== frame.epoch) {
      scope.position = undefined;
      return false;
    }
    const keys = new Set<string>();
    const set = frame.set as AnySections;
    if (frame.full) {
      for (const key of Array.from(scope.sections.keys())) {
        if (key in set) continue;
        scope.sections.delete(key);
        keys.add(key);
      }
    }
    for (const key of frame.remove) {
      if (scope.sections.delete(key)) keys.add(key);
    }
    for (const key of Object.keys(set)) {
      scope.sections.set(key, set[key]);
      keys.add(key);
    }
    scope.position = { epoch: frame.epoch, seq: frame.seq };
    if (keys.size > 0) this.changed(frame.scope, Array.from(keys));
    return true;
  }

  /** Shows sections that came with the page or from storage, until frames replace them. */
  seed(name: string, sections: Partial<SectionMap> | AnySections, position?: Position): void {
    const scope = this.scope(name);
    const all = sections as AnySections;
    for (const key of Object.keys(all)) scope.sections.set(key, all[key]);
    scope.position = position;
    this.changed(name, Object.keys(all));
  }

  /** Drops every scope that this connection does not follow. */
  keepOnly(names: readonly string[]): void {
    for (const name of this.names()) {
      if (names.includes(name)) continue;
      const keys = this.keys(name);
      this.scopes.delete(name);
      this.changed(name, keys);
    }
  }

  save(): Record<string, SavedScope> {
    const saved: Record<string, SavedScope> = {};
    this.scopes.forEach((scope, name) => {
      if (!scope.position) return;
      const sections: AnySections = {};
      scope.sections.forEach((section, key) => (sections[key] = section));
      saved[name] = { position: scope.position, sections };
    });
    return saved;
  }

  restore(saved: Record<string, SavedScope>): void {
    for (const name of Object.keys(saved)) {
      const scope = saved[name];
      if (scope) this.seed(name, scope.sections, scope.position);
    }
  }

  private scope(name: string): Scope {
    let scope = this.scopes.get(name);
    if (!scope) {
      scope = { position: undefined, sections: new Map<string, unknown>() };
      this.scopes.set(name, scope);
    }
    return scope;
  }
}
