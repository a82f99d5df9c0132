import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export interface Asset {
  contentType: string;
  body: Buffer;
}

const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Reads everything that the page consists of, by request path. Only what was
 * read here can be served, so no path from a request ever reaches the disk.
 */
export function loadAssets(root: string): Map<string, Asset> {
  const assets = new Map([
    ...readFolder(join(root, "public"), "/"),
    ...readFolder(join(root, "dist/browser"), "/browser/"),
    ...readFolder(join(root, "dist/shared"), "/shared/"),
  ]);
  const index = assets.get("/index.html");
  if (index === undefined) {
    throw new Error("public/index.html is missing");
  }
  return assets.set("/", index);
}

function readFolder(folder: string, prefix: string): [string, Asset][] {
  return readdirSync(folder).flatMap((name): [string, Asset][] => {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType === undefined) {
      return [];
    }
    return [[prefix + name, { contentType, body: readFileSync(join(folder, name)) }]];
  });
}
