/**
 * In place of Web Locks, which browsers give to pages over HTTPS (and of this machine) only: the tab that was looked at
 * last runs the engine. Two may for a moment; the fence keeps the one before from writing.
 */
export class FocusLocks implements Pick<LockManager, 'request'> {
  private asked = false;

  request<T>(name: string, callback: LockGrantedCallback<T>): Promise<T>;
  request<T>(name: string, options: LockOptions, callback: LockGrantedCallback<T>): Promise<T>;
  async request<T>(
    name: string,
    options: LockOptions | LockGrantedCallback<T>,
    callback?: LockGrantedCallback<T>,
  ): Promise<T> {
    const granted = typeof options === 'function' ? options : callback;
    const { signal, steal } = typeof options === 'function' ? {} : options;
    // Who steals is on the screen, and whoever had it does not answer.
    if (steal !== true && (this.asked || document.hidden)) {
      await looked(signal);
    }
    this.asked = true;
    if (granted === undefined) {
      throw new TypeError('nothing to do with the lock');
    }
    return await granted({ name, mode: 'exclusive' });
  }
}

/** Fulfilled when the user looks at this tab again. */
function looked(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const look = (): void => {
      if (!document.hidden) {
        end.abort();
        resolve();
      }
    };
    window.addEventListener('focus', look, { signal: end.signal });
    document.addEventListener('visibilitychange', look, { signal: end.signal });
    signal?.addEventListener('abort', () => {
      end.abort();
      reject(new DOMException('taken out of the queue', 'AbortError'));
    });
  });
}
