import { useText } from './text.svelte';
import type { Catalogue } from './catalogue';

interface Settings {
  face: string;
  language: string;
  languages: Language[];
}

export interface Language {
  code: string;
  /** What its speakers call it. */
  name: string;
  /** Where its text script lies. */
  text: string;
}

const storageKey = 'torg.language';

export function readBlock<T>(id: string): T | undefined {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? '') as T;
  } catch {
    return undefined;
  }
}

let settings: Settings = { face: '', language: 'sv', languages: [] };

export function languages(): readonly Language[] {
  return settings.languages;
}

/** Call once before the face is mounted. The server has chosen a language and sent its text. A
 *  person's own earlier choice wins, but comes after: nothing waits for it. The screen belongs to
 *  the meeting and not to a person, so it asks for none. */
export function startText(use: { remembered: boolean } = { remembered: true }): void {
  settings = readBlock<Settings>('torg-settings') ?? settings;
  useText(settings.language, window.torgText ?? {});
  const asked = new RegExp('[?&]lang=([a-z]{2,3})').test(location.search);
  const chosen = use.remembered ? remembered() : null;
  if (!asked && chosen && chosen !== settings.language) void chooseLanguage(chosen);
}

/** Loads the text and shows it. False when it could not be fetched: the old language stays. */
export async function chooseLanguage(name: string, keep: { remember: boolean } = { remember: true }): Promise<boolean> {
  const path = settings.languages.find((language) => language.code === name)?.text;
  if (!path) return false;
  try {
    const loaded = (await import(/* @vite-ignore */ path)) as { default: Catalogue };
    useText(name, loaded.default);
  } catch {
    return false;
  }
  document.documentElement.lang = name;
  if (keep.remember) remember(name);
  return true;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(storageKey, name);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
