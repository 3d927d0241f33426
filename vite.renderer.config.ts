/** Builds the renderer into dist/renderer, the same files for the window and the browser. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACEHOLDER } from './main/faces/nonce.ts';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 1200 },
});
