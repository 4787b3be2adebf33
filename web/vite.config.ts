import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Built into the package, so that nobody who installs it needs Node. No inlined assets: the desk's policy allows its own files only.
export default defineConfig({
  plugins: [svelte()],
  build: { outDir: "../src/reportedly/web/front", emptyOutDir: true, assetsInlineLimit: 0, target: "es2022", modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:8731" } },
  test: { include: ["src/**/*.test.ts"] },
});
