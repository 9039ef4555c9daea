import type { Text } from '@protocol/types';

/** What is left of a text when empty languages and edges are gone; undefined when nothing is. */
export function written(texts: Text): Text | undefined {
  const filled: Text = {};
  for (const language of Object.keys(texts)) {
    const line = (texts[language] ?? '').trim();
    if (line) filled[language] = line;
  }
  return Object.keys(filled).length > 0 ? filled : undefined;
}
