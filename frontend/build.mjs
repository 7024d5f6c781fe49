// Bundles src/ into kinerja_admin/static/vendor/ together with the licences of everything that went in.
import { readFile, readdir, rm, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../kinerja_admin/static/vendor");

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2021",
  legalComments: "external",
  metafile: true,
  logLevel: "warning",
};
const results = await Promise.all([
  build({ ...shared, entryPoints: ["src/editor.js"], globalName: "KinerjaEditor", outfile: join(target, "editor.js") }),
  build({ ...shared, entryPoints: ["src/htmx.js"], outfile: join(target, "htmx.js") }),
]);

const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
const names = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
const parts = await Promise.all([...new Set(names)].sort().map(licence));
await writeFile(join(target, "LICENSES.txt"), parts.join(`\n${"-".repeat(80)}\n\n`));

async function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} brings no licence text`);
  return `${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}
