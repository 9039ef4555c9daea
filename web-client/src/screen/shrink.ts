import type { Action } from 'svelte/action';

// Sizes in the element's styles that may give way are multiplied by --fit.
const steps = [1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.54, 0.48, 0.42];

/** Boxes, not ink: the tall line of a giant figure may reach out of its own box. */
function holds(node: HTMLElement): boolean {
  const frame = node.getBoundingClientRect();
  return Array.from(node.children).every((child) => {
    const box = child.getBoundingClientRect();
    const inside = box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1 && box.right <= frame.right + 1;
    return inside && child.scrollWidth <= Math.ceil(box.width) + 1;
  });
}

/** Makes what is in the element smaller until it is not clipped. `content` changes with it. */
export const shrink: Action<HTMLElement, unknown> = (node) => {
  function fit(): void {
    for (const step of steps) {
      node.style.setProperty('--fit', String(step));
      if (holds(node)) return;
    }
  }
  fit();
  window.addEventListener('resize', fit);
  return {
    update: fit,
    destroy: () => window.removeEventListener('resize', fit),
  };
};
