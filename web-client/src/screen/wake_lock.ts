interface Lock {
  release(): Promise<void>;
}
interface LockingNavigator {
  wakeLock?: { request(kind: 'screen'): Promise<Lock> };
}

/** Keeps the projector's computer from going dark, where the browser lets a page do so. */
export function keepAwake(): () => void {
  const locks = (navigator as LockingNavigator).wakeLock;
  if (!locks) return () => undefined;
  let held: Lock | undefined;
  let ended = false;
  async function take(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    try {
      const lock = await locks?.request('screen');
      if (ended) void lock?.release();
      else held = lock;
    } catch {
      // Low battery, or a policy: the screen then sleeps as the computer is set to.
    }
  }
  const again = () => void take();
  void take();
  document.addEventListener('visibilitychange', again);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', again);
    void held?.release();
  };
}
