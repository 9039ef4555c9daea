import type { BrowserContext } from '@playwright/test';

// A browser of March 2019 (Chrome 73, Safari 12.1), as far as a newer one can be made to be: what came
// later is taken away before any script of the page runs.

/** Paths from the window, by the year in which the last of Chrome and Safari had them, or later. */
const later: readonly string[] = [
  // 2019 and 2020
  'BigInt', 'Promise.allSettled', 'String.prototype.matchAll',
  'Intl.RelativeTimeFormat', 'Intl.ListFormat', 'Intl.Locale', 'Intl.PluralRules', 'ResizeObserver', 'PointerEvent',
  'Blob.prototype.text', 'Blob.prototype.arrayBuffer', 'Blob.prototype.stream', 'Element.prototype.animate', 'Element.prototype.getAnimations',
  'Document.prototype.getAnimations', 'MediaQueryList.prototype.addEventListener', 'visualViewport', 'requestIdleCallback', 'cancelIdleCallback',
  'Navigator.prototype.clipboard', 'Navigator.prototype.wakeLock', 'Navigator.prototype.share', 'Navigator.prototype.locks',
  // 2020 and 2021
  'String.prototype.replaceAll', 'Promise.any', 'AggregateError', 'WeakRef', 'FinalizationRegistry', 'Element.prototype.replaceChildren',
  'Document.prototype.replaceChildren', 'DocumentFragment.prototype.replaceChildren', 'CSS.registerProperty', 'BroadcastChannel',
  'Intl.DisplayNames', 'Intl.DateTimeFormat.prototype.formatRange', 'Atomics.waitAsync',
  // 2022
  'Array.prototype.at', 'String.prototype.at', 'Object.hasOwn', 'structuredClone', 'crypto.randomUUID', 'HTMLDialogElement', 'CSSStyleSheet.prototype.replaceSync',
  'Array.prototype.findLast', 'Array.prototype.findLastIndex', 'AbortSignal.timeout', 'AbortSignal.prototype.throwIfAborted', 'Intl.Segmenter', 'CSSLayerBlockRule',
  // 2023 and later
  'Array.prototype.toSorted', 'Array.prototype.toReversed', 'Array.prototype.toSpliced', 'Array.prototype.with', 'Array.fromAsync', 'Object.groupBy', 'Map.groupBy',
  'Promise.withResolvers', 'Promise.try', 'String.prototype.isWellFormed', 'Set.prototype.union', 'Set.prototype.intersection', 'Set.prototype.difference',
  'Iterator', 'AbortSignal.any', 'URL.canParse', 'URL.parse', 'Element.prototype.checkVisibility', 'HTMLElement.prototype.showPopover',
  'Document.prototype.startViewTransition', 'navigation', 'scheduler', 'trustedTypes', 'Uint8Array.fromBase64', 'CSSStyleSheet.prototype.replace',
];

export async function makeOld(context: BrowserContext): Promise<void> {
  await context.addInitScript((paths: readonly string[]) => {
    for (const path of paths) {
      const names = path.split('.');
      const last = names.pop()!;
      let owner: unknown = window;
      for (const name of names) owner = (owner as Record<string, unknown> | undefined)?.[name];
      if (owner === undefined || owner === null || !(last in (owner as object))) continue;
      // What is inherited is there for others too: here it is hidden only.
      if (Object.prototype.hasOwnProperty.call(owner, last)) delete (owner as Record<string, unknown>)[last];
      else Object.defineProperty(owner, last, { value: undefined });
    }
  }, later);
}

/** What makeOld takes away. */
export function takenAway(): readonly string[] {
  return later;
}

const laterSelector = /:is\(|:where\(|:has\(|:not\([^)]*,|:focus-visible|:user-invalid|:modal|:popover-open/;
const laterProperty = /^(accent-color|aspect-ratio|inset|inset-(block|inline).*|(margin|padding)-(inline|block)|text-wrap.*|translate|rotate|scale|content-visibility|overflow-anchor|overscroll-.*|text-underline-offset|text-decoration-thickness|color-scheme|forced-color-adjust|scrollbar-.*|contain|backdrop-filter|place-(items|content|self))$/;
const laterValue = /clamp\(|(^|[\s,(])(min|max)\(|\d(d|s|l)v[hw]\b|color-mix\(|okl(ch|ab)\(|\blight-dark\(|:\s*(clip|fit-content)\b|\banywhere\b/;

/** The style sheet as such a browser reads it: what it does not know is not there. */
export function oldStyle(css: string): string {
  let out = '';
  let rest = css.replace(/\/\*[\s\S]*?\*\//g, '');
  // A rule is what stands before a brace, and the brace's inside; at-rules hold rules.
  while (rest !== '') {
    const open = rest.indexOf('{');
    if (open < 0) return out + rest;
    const head = rest.slice(0, open);
    let depth = 1;
    let end = open + 1;
    for (; depth > 0 && end < rest.length; end += 1) depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
    const body = rest.slice(open + 1, end - 1);
    rest = rest.slice(end);
    if (/^\s*@(layer|container|property|scope|starting-style)/.test(head)) continue;
    if (/^\s*@(media|supports)/.test(head)) out += `${head}{${oldStyle(body)}}`;
    else if (/^\s*@/.test(head)) out += `${head}{${body}}`;
    else if (!laterSelector.test(head)) out += `${head}{${body.split(';').filter(isKnown).join(';')}}`;
  }
  return out;
}

function isKnown(declaration: string): boolean {
  const [property = '', ...value] = declaration.split(':');
  return !laterProperty.test(property.trim()) && !laterValue.test(`:${value.join(':')}`);
}
