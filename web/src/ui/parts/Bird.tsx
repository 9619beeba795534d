/** The godwit: a long bill over the water. Decoration; the name stands beside it. */
export function Bird({ size }: { readonly size: number }) {
  const side = `${size / 16}rem`;
  return <img src="/icons/godwit.svg" width={size} height={size} style={{ width: side, height: side }} alt="" />;
}
