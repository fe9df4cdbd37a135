import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The page: built to where the server looks for it; in development `/api` goes to a server beside it. */
export default defineConfig({
  root: fileURLToPath(new URL('frontend', import.meta.url)),
  base: '/',
  build: {
    outDir: '../dist/frontend',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address would have to be allowed by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['PLANWRIGHT_API_PORT'] ?? 8787}`, changeOrigin: true } },
  },
})
