import type { TabChannel, TabMessage } from '../../../src/sync/tabChannel';

/** The channel between the tabs of a browser. A frozen tab hears nothing. */
export class MemoryChannels {
  private readonly tabs = new Set<MemoryChannel>();

  open(): MemoryChannel {
    const tab = new MemoryChannel((message, from) => {
      for (const other of this.tabs) {
        if (other !== from) {
          queueMicrotask(() => other.deliver(message));
        }
      }
    });
    this.tabs.add(tab);
    return tab;
  }
}

export class MemoryChannel implements TabChannel {
  frozen = false;
  readonly posted: TabMessage[] = [];
  private readonly listeners = new Set<(message: TabMessage) => void>();

  constructor(private readonly send: (message: TabMessage, from: MemoryChannel) => void) {}

  post(message: TabMessage): void {
    this.posted.push(message);
    this.send(message, this);
  }

  listen(listener: (message: TabMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.listeners.clear();
  }

  deliver(message: TabMessage): void {
    if (!this.frozen) {
      for (const listener of this.listeners) {
        listener(message);
      }
    }
  }
}

interface Request {
  readonly grant: () => void;
  readonly refuse: () => void;
}

/** Web Locks as far as they are used: exclusive, first come first served, with `signal`, `ifAvailable` and `steal`. */
export class MemoryLocks implements Pick<LockManager, 'request'> {
  private readonly queue: Request[] = [];
  private holder: Request | undefined;

  request<T>(name: string, callback: LockGrantedCallback<T>): Promise<T>;
  request<T>(name: string, options: LockOptions, callback: LockGrantedCallback<T>): Promise<T>;
  request<T>(
    name: string,
    options: LockOptions | LockGrantedCallback<T>,
    callback?: LockGrantedCallback<T>,
  ): Promise<T> {
    const given = typeof options === 'function' ? {} : options;
    const work = typeof options === 'function' ? options : callback;
    return new Promise<T>((resolve, reject) => {
      const run = async (lock: Lock | null): Promise<void> => {
        try {
          resolve(await (work?.(lock) as Promise<T>));
        } catch (fault) {
          reject(fault as Error);
        }
      };
      const request: Request = {
        grant: () => {
          this.holder = request;
          void run({ name, mode: 'exclusive' }).finally(() => {
            if (this.holder === request) {
              this.holder = undefined;
              this.next();
            }
          });
        },
        refuse: () => reject(new DOMException('not any more', 'AbortError')),
      };
      if (given.ifAvailable === true && this.holder !== undefined) {
        void run(null);
      } else if (given.steal === true) {
        this.holder?.refuse();
        request.grant();
      } else {
        this.queue.push(request);
        given.signal?.addEventListener('abort', () => this.leave(request));
        this.next();
      }
    });
  }

  private leave(request: Request): void {
    const at = this.queue.indexOf(request);
    if (at >= 0) {
      this.queue.splice(at, 1);
      request.refuse();
    }
  }

  private next(): void {
    if (this.holder === undefined) {
      this.queue.shift()?.grant();
    }
  }
}
