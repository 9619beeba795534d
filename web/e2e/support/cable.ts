import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { freePort } from './server';

/** A TCP cable between a browser and the server that can be cut: then connections die and new ones are refused. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private listener?: NetServer;

  private constructor(
    readonly port: number,
    private readonly target: number,
  ) {}

  static async to(target: number): Promise<Cable> {
    const cable = new Cable(await freePort(), target);
    await cable.mend();
    return cable;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async mend(): Promise<void> {
    const listener = createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('close', () => this.sockets.delete(socket));
        socket.on('error', () => undefined);
      }
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.pipe(far);
      far.pipe(near);
    });
    await new Promise<void>((done) => listener.listen(this.port, '127.0.0.1', done));
    this.listener = listener;
  }

  async cut(): Promise<void> {
    const listener = this.listener;
    if (listener === undefined) {
      return;
    }
    this.listener = undefined;
    const closed = new Promise((done) => listener.close(done));
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }
}
