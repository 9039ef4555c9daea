/** Which page of what is on the screen shows. Turns by itself until it is stopped. */
export class PageTurner {
  page = $state(0);
  count = $state(1);
  paused = $state(false);
  private content: unknown = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly everyMs = 10_000) {}

  /** Other content begins at its first page; the same content keeps its place if that still is, and
   *  its turn: what is measured again and again still turns. */
  show(content: unknown, count: number): void {
    if (content === this.content && Math.max(1, count) === this.count) return;
    if (content !== this.content) {
      this.content = content;
      this.page = 0;
    }
    this.count = Math.max(1, count);
    this.page = Math.min(this.page, this.count - 1);
    this.wait();
  }

  turnTo(page: number): void {
    this.page = (page + this.count) % this.count;
    this.wait();
  }

  turn(by: number): void {
    this.turnTo(this.page + by);
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.wait();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (this.paused || this.count < 2) return;
    this.timer = setTimeout(() => this.turn(1), this.everyMs);
  }
}
