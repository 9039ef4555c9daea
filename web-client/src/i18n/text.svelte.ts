import { pluralRule, textOf, type Catalogue, type TextKey, type TextParams } from './catalogue';

/** Of the two languages' text files only the shown one is loaded; its script leaves it here. */
declare global {
  interface Window {
    torgText?: Catalogue;
  }
}

let language = $state.raw('sv');
let catalogue = $state.raw<Catalogue>({});
let plural = pluralRule('sv');

export function useText(name: string, texts: Catalogue): void {
  plural = pluralRule(name);
  language = name;
  catalogue = texts;
}

/** More texts of the shown language; those of one that is not shown any more are left. */
export function addText(name: string, texts: Catalogue): void {
  if (name === language) catalogue = Object.assign({}, catalogue, texts);
}

export function currentLanguage(): string {
  return language;
}

/** For text that people wrote in several languages: the shown one, or the first there is. */
export function inLanguage(texts: Readonly<Record<string, string>>): { text: string; lang: string } {
  const own = texts[language];
  if (own) return { text: own, lang: language };
  const first = Object.keys(texts).find((name) => texts[name]);
  return first ? { text: texts[first] ?? '', lang: first } : { text: '', lang: language };
}

/** The text of a key in the shown language. Read inside a component, it follows the language. */
export function t(key: TextKey, params?: TextParams): string {
  return lookUp(key, params) ?? missing(key);
}

/** For keys put together at run time (`error.` and a code): undefined when there is none. */
export function lookUp(key: string, params?: TextParams): string | undefined {
  return textOf(catalogue, plural, key, params);
}

function missing(key: string): string {
  if (import.meta.env.DEV) throw new Error(`No text for ${key} in ${language}`);
  return key;
}
