export type ScreenAction = 'dark' | 'large' | 'language' | 'full' | 'pause' | 'previous' | 'following' | 'keys';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'> & { target?: unknown };

const letters: Record<string, ScreenAction> = { d: 'dark', l: 'large', s: 'language', f: 'full' };
/** What a presenter's remote control sends, too. */
const turning: Record<string, ScreenAction> = {
  ArrowLeft: 'previous',
  PageUp: 'previous',
  ArrowRight: 'following',
  PageDown: 'following',
  ' ': 'pause',
};

/** What a key does. A focused button keeps its space bar. */
export function actionOf(press: Press, letterKeys: boolean): ScreenAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.key === ' ' && (press.target as { tagName?: string } | undefined)?.tagName === 'BUTTON') return undefined;
  return turning[press.key] ?? (letterKeys ? letters[press.key.toLowerCase()] : undefined);
}
