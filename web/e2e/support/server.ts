import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const LAUNCHER = fileURLToPath(new URL('../../../godwit', import.meta.url));
const START_MILLIS = 60_000;

/** A real Godwit server: a process of its own, with its data in a directory of its own. */
export class Server {
  private process?: ChildProcess;
  private setupCode = '';

  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly options: readonly string[],
  ) {}

  /** @param options further options of `./godwit serve` */
  static async start(...options: string[]): Promise<Server> {
    const server = new Server(await freePort(), mkdtempSync(join(tmpdir(), 'godwit-web-')), options);
    await server.startAgain();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The code for the first account; empty once there is one. */
  get code(): string {
    return this.setupCode;
  }

  /** At the same port, with the same data. */
  async startAgain(): Promise<void> {
    const child = spawn(
      LAUNCHER,
      ['serve', '--port', String(this.port), '--data', join(this.directory, 'data'), ...this.options],
      { env: { ...process.env, GODWIT_NO_BUILD: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.process = child;
    await new Promise<void>((ready, failed) => {
      let said = '';
      const timer = setTimeout(() => failed(new Error(`The server did not get ready:\n${said}`)), START_MILLIS);
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        this.setupCode = /Setup code: (\S+)/.exec(said)?.[1] ?? this.setupCode;
        if (said.includes('is ready at')) {
          clearTimeout(timer);
          // The setup code stands in the line after.
          setTimeout(ready, 100);
        }
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => failed(new Error(`The server ended with ${code}:\n${said}`)));
    });
  }

  /** As a power cut or the kernel would end it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  return address.port;
}
