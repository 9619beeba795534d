import {
  createServer,
  type IncomingMessage,
  request as ask,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import { freePort, type Server } from './server';

const WORKER = '/service-worker.js';

/** Stands before a server, and can change one letter of its service worker: to a browser that is a newer version. */
export class NextVersion {
  private published = false;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly http: HttpServer,
  ) {}

  static async of(server: Server): Promise<NextVersion> {
    const http = createServer((request, response) => next.pass(request, response));
    const next = new NextVersion(server, await freePort(), http);
    http.on('upgrade', (request, near, head) => {
      const far = connect(server.port, '127.0.0.1');
      const headers = request.rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
      far.write(`GET ${request.url} HTTP/1.1\r\n${headers}\r\n`);
      far.write(head);
      near.pipe(far).pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    await new Promise<void>((done) => http.listen(next.port, '127.0.0.1', done));
    return next;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  publish(): void {
    this.published = true;
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.http.close(done));
    this.http.closeAllConnections();
    await closed;
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const changed = this.published && request.url === WORKER;
    const { 'accept-encoding': encoding, 'if-none-match': known, ...headers } = request.headers;
    const passed = changed ? headers : request.headers;
    void [encoding, known];
    const onward = ask(
      { host: '127.0.0.1', port: this.server.port, path: request.url, method: request.method, headers: passed },
      (answer) => {
        if (changed) {
          const { 'content-length': length, etag, ...others } = answer.headers;
          void [length, etag];
          response.writeHead(answer.statusCode ?? 502, others);
          answer.on('data', (chunk: Buffer) => response.write(chunk));
          answer.on('end', () => response.end('\n// newer\n'));
        } else {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        }
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
