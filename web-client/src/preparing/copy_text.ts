/** Puts text on the clipboard, on plain http too, where the newer way does not exist. False when
 *  the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused; the older way may still be allowed.
    }
  }
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.setAttribute('readonly', '');
  holder.className = 'sr';
  const focused = document.activeElement;
  document.body.appendChild(holder);
  holder.select();
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch {
    copied = false;
  }
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
