// What Svelte's runtime uses and browsers of 2019 lack.
const strings = String.prototype as { replaceAll?: unknown };
strings.replaceAll ??= function (this: string, from: string | RegExp, to: never) {
  return typeof from === 'string' ? this.split(from).join(to) : this.replace(from, to);
};
