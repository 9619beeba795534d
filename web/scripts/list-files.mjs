// After vite: beside each text file its gzip, and a list of all files with a fingerprint, from which the server serves
// them without looking at a directory.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const COMPRESSED = /\.(js|css|html|svg|json|webmanifest|txt)$/;

const lines = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && !file.name.endsWith('.gz') && file.name !== 'files.txt')
  .map((file) => join(file.parentPath, file.name))
  .toSorted()
  .map((file) => {
    const bytes = readFileSync(file);
    const packed = COMPRESSED.test(file) ? gzipSync(bytes, { level: 9 }) : undefined;
    const gzip = packed !== undefined && packed.length < bytes.length * 0.9;
    if (gzip) {
      writeFileSync(`${file}.gz`, packed);
    }
    const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    return [relative(dist, file).split(sep).join('/'), tag, gzip ? 'gzip' : 'plain'].join(' ');
  });
writeFileSync(join(dist, 'files.txt'), `${lines.join('\n')}\n`);
