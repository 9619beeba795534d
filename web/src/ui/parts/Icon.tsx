import type { LucideIcon } from 'lucide-react';

/** One weight and size of line for all icons; the words beside it, or the label of its button, say what it means. */
export function Icon({ of: Drawing, size = 20 }: { readonly of: LucideIcon; readonly size?: number }) {
  return <Drawing size={size} strokeWidth={1.75} aria-hidden="true" focusable="false" />;
}
