import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { createApp, SERVICE } from "./app.js";
import { loadAssets } from "./assets.js";
import { type Environment, readConfig } from "./config.js";
import { createLogger } from "./log.js";

/**
 * Serves the page that lies below `root` until SIGTERM or SIGINT. Without a
 * server to return, the exit code is set and the reason is logged.
 */
export function start(
  root: string,
  env: Environment,
  write: (line: string) => void,
): Server | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    const config = readConfig(env, manifest.version);
    const logger = createLogger(SERVICE, config.track, config.logLevel, write);
    const server = createApp(config, loadAssets(root), logger);

    server.on("error", (error) => {
      logger("error", "service stopped", { error: error.message });
      process.exitCode = 1;
    });
    server.listen(config.port, () => {
      const { port } = server.address() as AddressInfo;
      logger("info", "service started", { version: config.version, port });
    });
    const stop = (): void => {
      server.close(() => {
        logger("info", "service stopped");
      });
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    return server;
  } catch (error) {
    const logger = createLogger(SERVICE, "", "info", write);
    logger("error", "service stopped", { error: String(error) });
    process.exitCode = 1;
    return undefined;
  }
}
