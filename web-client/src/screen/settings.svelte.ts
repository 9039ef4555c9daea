import type { Keep } from '../live/storage';

/** How this projector shows the meeting: of this browser and all its meetings, not of the server. */
export class ScreenSettings {
  private darkNow = $state(false);
  private largeNow = $state(false);
  private keysNow = $state(true);

  constructor(private readonly keep: Keep) {
    this.darkNow = keep.get<boolean>('dark') ?? false;
    this.largeNow = keep.get<boolean>('large') ?? false;
    this.keysNow = keep.get<boolean>('keys') ?? true;
  }

  /** Light unless somebody chose otherwise, whatever the computer's own setting. */
  get dark(): boolean {
    return this.darkNow;
  }
  set dark(dark: boolean) {
    this.darkNow = dark;
    this.keep.set('dark', dark);
  }

  get large(): boolean {
    return this.largeNow;
  }
  set large(large: boolean) {
    this.largeNow = large;
    this.keep.set('large', large);
  }

  /** Single-letter keys can be switched off, for those who talk to the computer. */
  get keys(): boolean {
    return this.keysNow;
  }
  set keys(keys: boolean) {
    this.keysNow = keys;
    this.keep.set('keys', keys);
  }
}
