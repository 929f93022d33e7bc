import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT, temporaryFolder } from "./files.js";

const run = promisify(execFile);

/** Packages that users install, by their folders. */
export const PUBLISHED = ["terraform", "trace", "constructs", "platform", "sync-runtime", "cli"] as const;
type Published = (typeof PUBLISHED)[number];

const tarballs = new Map<Published, Promise<string>>();

/** Packs a package as npm would publish it, once for a test file. @returns the path of the tarball */
export function pack(name: Published): Promise<string> {
  const packed = tarballs.get(name) ?? npmPack(name);
  tarballs.set(name, packed);
  return packed;
}

async function npmPack(name: Published): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-pack-"));
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: join(ROOT, name),
    shell: process.platform === "win32",
  });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error(`npm packed nothing for ${name}`);
  return join(folder, packed.filename);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * An empty project that packed packages are installed in. What they name as dependencies is linked from where this
 * workspace has it, so that it takes no registry, and a dependency that is not named is missing.
 */
export class EmptyProject {
  readonly folder = temporaryFolder();

  constructor() {
    this.write("package.json", JSON.stringify({ private: true, type: "module" }));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  async install(...names: readonly Published[]): Promise<this> {
    for (const name of names) {
      const home = join(this.folder, "node_modules/@aks-topology", name);
      mkdirSync(home, { recursive: true });
      const tarball = await pack(name);
      await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", home]);
      const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
      const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
      this.link(name, ...needed.filter((dependency) => !dependency.startsWith("@aks-topology/")));
    }
    return this;
  }

  /** Links packages from where the workspace has them for one of its own. */
  link(workspace: Published, ...names: readonly string[]): void {
    for (const name of names) {
      const here = join(this.folder, "node_modules", name);
      if (existsSync(here)) continue;
      const nested = join(ROOT, workspace, "node_modules", name);
      mkdirSync(dirname(here), { recursive: true });
      symlinkSync(existsSync(nested) ? nested : join(ROOT, "node_modules", name), here, "junction");
    }
  }
}
