import type { Page } from '@playwright/test';

/** The widths that every page is seen in: a small phone, a phone, a tablet, a projector. */
export const widths: readonly { width: number; height: number }[] = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1920, height: 1080 },
];

/** Not laid out, for screen readers only, a small picture of the wall, or the pot's bar, which leaves
 *  out the numbers that have no room. */
const unseen = 'script, style, option, title, .sr, .preview, .pot';

/** What does not fit, in words: what sticks out to the side, and texts that are cut off by their own
 *  box. With `whole`, nothing may lie below the window either: a wall cannot be scrolled. */
export async function misfitsOf(page: Page, options: { whole?: boolean } = {}): Promise<string[]> {
  return page.evaluate(({ whole, unseen }) => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    if (whole && scrollHeight > clientHeight) faults.push(`the page is ${scrollHeight - clientHeight} px too high`);
    const said = (element: Element, text: string) => `${text.trim().slice(0, 60)} (${element.outerHTML.slice(0, 80)})`;
    const range = document.createRange();
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const own = Array.from(element.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
      if (own.length === 0 || element.closest(unseen) || getComputedStyle(element).visibility !== 'visible') continue;
      for (const text of own) {
        range.selectNodeContents(text);
        for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
          // The letters do not reach to the edges of their line.
          const air = 0.15 * height;
          if (width === 0 || right < 0 || bottom < 0) continue;
          // Whatever clips, or draws an edge, must hold its text; what scrolls holds it in its own way.
          let held = false;
          for (let box: HTMLElement | null = element; box && box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box);
            if (style.display === 'inline' || style.display === 'contents') continue;
            const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
            if (scrolls) {
              held = true;
              break;
            }
            const edge = box.getBoundingClientRect();
            const isEdge = parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth) > 0 || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
            const clips = /hidden|clip/.test(style.overflowX + style.overflowY);
            const outside = left < edge.left - 1 || right > edge.right + 1;
            if ((isEdge || clips) && outside) faults.push(`sticks out of its box: ${said(element, text.nodeValue ?? '')}`);
            else if (clips && (top < edge.top - air || bottom > edge.bottom + air)) faults.push(`is cut off: ${said(element, text.nodeValue ?? '')}`);
            else continue;
            break;
          }
          if (right > clientWidth + 1 && !held) faults.push(`runs out of the window: ${said(element, text.nodeValue ?? '')}`);
        }
      }
    }
    return Array.from(new Set(faults));
  }, { whole: options.whole ?? false, unseen });
}

/** Text spacing as a reader may set it (WCAG 1.4.12), in a way that the content policy lets pass. */
export async function spaceText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Two frames: what follows from a change has been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
