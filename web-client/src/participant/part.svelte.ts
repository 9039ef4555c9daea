import { loadLaterText, partPath } from '../i18n/start';

/** Takes the suffix of the address; the modules of a page are told apart by it. */
export type Again = (path: string) => Promise<unknown>;

const again: Again = (path) => import(/* @vite-ignore */ path);
const longestWaitMs = 15_000;

/** A part of the page's script that is loaded when it is wanted, and tried again until it has come. */
export class Part<Module> {
  module = $state.raw<Module | undefined>(undefined);
  /** The last try did not get through; another follows by itself. */
  failed = $state.raw(false);
  private loading = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string,
    private readonly load: () => Promise<Module>,
    private readonly loadAgain: Again = again,
  ) {}

  /** Loads it, unless it is there or on its way. True when it is there. */
  async want(): Promise<boolean> {
    if (this.module || this.loading) return this.module !== undefined;
    clearTimeout(this.timer);
    this.loading = true;
    try {
      const [module] = await Promise.all([this.fetch(), loadLaterText(this.suffix())]);
      this.module = module;
      this.failed = false;
    } catch {
      this.tries += 1;
      this.failed = true;
      this.timer = setTimeout(() => void this.want(), Math.min(longestWaitMs, 1000 * 2 ** this.tries));
    }
    this.loading = false;
    return this.module !== undefined;
  }

  // A browser may keep in mind that an address failed, so that only another address is asked for again.
  private suffix(): string {
    return this.tries > 0 ? `?again=${this.tries}` : '';
  }

  private fetch(): Promise<Module> {
    const path = this.tries > 0 ? partPath(this.name) : undefined;
    return path === undefined ? this.load() : (this.loadAgain(path + this.suffix()) as Promise<Module>);
  }
}
