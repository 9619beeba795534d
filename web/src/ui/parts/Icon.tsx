import type { LucideIcon } from 'lucide-react';

/**
 * One weight of line for all icons, growing with the text; the words beside it, or the label of its button, say what it
 * means.
 */
export function Icon({ of: Drawing, size = 20 }: { readonly of: LucideIcon; readonly size?: number }) {
  return <Drawing size={`${size / 16}rem`} strokeWidth={1.75} aria-hidden="true" focusable="false" />;
}
