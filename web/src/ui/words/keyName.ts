const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** What a key is called on this machine. */
export function keyName(key: string): string {
  return APPLE ? key.replace('Ctrl', '⌘').replace('Alt', '⌥') : key;
}
