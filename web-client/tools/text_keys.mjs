const pluralForm = /\.(zero|one|two|few|many|other)$/;

/** The key that code asks for: `x.one` and `x.other` are both asked for as `x`. */
export function askedKey(key) {
  return key.replace(pluralForm, '');
}

/**
 * The part of a catalogue that one face needs: every key whose name stands as a string in the
 * face's script, and every key under one of its prefixes. Key order is kept, so the output is
 * the same whenever the input is.
 */
export function keysUsed(catalogue, script, prefixes) {
  const used = {};
  for (const [key, text] of Object.entries(catalogue)) {
    const asked = askedKey(key);
    const named = ['"', "'", '`'].some((quote) => script.includes(quote + asked + quote));
    if (named || prefixes.some((prefix) => key.startsWith(prefix))) used[key] = text;
  }
  return used;
}
