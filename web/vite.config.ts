import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The whole project has one version, which stands in its first pom. */
const version = /<version>([^<]+?)(-SNAPSHOT)?<\/version>/.exec(
  readFileSync(new URL('../pom.xml', import.meta.url), 'utf8'),
)?.[1];

export default defineConfig({
  define: { GODWIT_VERSION: JSON.stringify(version) },
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Godwit',
        short_name: 'Godwit',
        description: 'Messages that wait for the network, arrive once, and keep their order.',
        start_url: '/',
        display: 'standalone',
        background_color: '#FBF9F6',
        theme_color: '#FBF9F6',
        icons: [
          { src: '/icons/godwit-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/godwit-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/godwit-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,json,webmanifest}'] },
    }),
  ],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, reportCompressedSize: false },
  server: { proxy: { '/v1': { target: process.env.GODWIT_SERVER ?? 'http://127.0.0.1:8080', ws: true } } },
});
