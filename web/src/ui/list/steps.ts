/** Where a key leads in a list of `length`, from `at`; nowhere if it is no key for lists. */
export function stepOf(
  event: { readonly key: string; readonly altKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean },
  at: number,
  length: number,
  page: number,
): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || length === 0) {
    return undefined;
  }
  const within = (to: number) => Math.min(length - 1, Math.max(0, to));
  switch (event.key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
