// Bundles the scripts and styles into app/core/static/dist under fingerprinted names, and writes which name is which.
import { rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../app/core/static/dist");
await rm(out, { recursive: true, force: true });
const { metafile } = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/milepost.js", "src/milepost.css"],
  bundle: true,
  minify: true,
  target: "es2022",
  format: "esm",
  outdir: out,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  metafile: true,
});
const manifest = {};
for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint) manifest[basename(entryPoint)] = basename(path);
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
