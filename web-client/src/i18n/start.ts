import { addText, currentLanguage, useText } from './text.svelte';
import type { Catalogue } from './catalogue';

interface Settings {
  face: string;
  language: string;
  languages: Language[];
  /** Where the scripts lie that come when they are wanted, by name. */
  parts?: Readonly<Record<string, string>>;
}

export interface Language {
  code: string;
  /** What its speakers call it. */
  name: string;
  /** Where its text script lies. */
  text: string;
  /** Where the texts of those scripts lie. */
  later?: string;
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

export function partPath(name: string): string | undefined {
  return settings.parts?.[name];
}

async function fetchText(path: string): Promise<Catalogue> {
  return ((await import(/* @vite-ignore */ path)) as { default: Catalogue }).default;
}

let laterWanted = false;
/** The language whose later texts are there. */
let laterLoaded = '';

/** Loads the texts that do not come with the page. Rejects when they could not be fetched; a browser
 *  may remember that by address, so another try appends its own `suffix`. */
export async function loadLaterText(suffix = ''): Promise<void> {
  laterWanted = true;
  const name = currentLanguage();
  const path = settings.languages.find((language) => language.code === name)?.later;
  if (!path || laterLoaded === name) return;
  addText(name, await fetchText(path + suffix));
  if (name === currentLanguage()) laterLoaded = name;
}

/** Loads the text and shows it. False when it could not be fetched: the old language stays. */
export async function chooseLanguage(name: string, keep: { remember: boolean } = { remember: true }): Promise<boolean> {
  const wanted = settings.languages.find((language) => language.code === name);
  if (!wanted?.text) return false;
  try {
    const texts = await fetchText(wanted.text);
    // Asked only now: a part may have been wanted meanwhile.
    const later = laterWanted && wanted.later ? await fetchText(wanted.later) : undefined;
    useText(name, Object.assign({}, texts, later));
    laterLoaded = later ? name : '';
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
