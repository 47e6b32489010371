import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env["CLONYVOICE_SERVER"] ?? "http://127.0.0.1:8765";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "es2023",
    // The server's Content-Security-Policy has no `data:` for fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
    // Sizes are judged by scripts/sizes.mjs, against the budgets.
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  server: {
    proxy: {
      "/api/": server,
      "/auth": server,
      "/health": server,
      "/openapi.json": server,
      "/ws": { target: server.replace(/^http/, "ws"), ws: true },
    },
  },
  test: { environment: "node", testTimeout: 30_000, include: ["src/**/*.test.{ts,tsx}"] },
});
