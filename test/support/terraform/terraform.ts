/** Runs the real `terraform` binary, offline. */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The first version with cross-variable validation, which the generated modules use. */
const OLDEST = [1, 9] as const;

/** The version of the `terraform` on the PATH, when it is new enough. */
export const terraformVersion: string | undefined = findTerraform();

function findTerraform(): string | undefined {
  try {
    const output = execFileSync("terraform", ["version", "-json"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const version = /"terraform_version":\s*"((\d+)\.(\d+)[^"]*)"/.exec(output);
    const [major, minor] = [Number(version?.[2]), Number(version?.[3])];
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]) ? version?.[1] : undefined;
  } catch {
    return undefined;
  }
}

/** What the tests report instead of running, so that a skipped test is not taken for a passed one. */
export const NO_TERRAFORM = `terraform ${OLDEST.join(".")} or newer is not on the PATH: nothing here was run`;

export interface TerraformResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, without the frame of box-drawing characters and with lines joined: what a person reads. */
  readonly message: string;
}

/** A folder for one configuration, with the settings that keep Terraform from the network. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "aks-topology-terraform-"));
  readonly #environment: Readonly<Record<string, string>>;

  /** @param environment what Terraform needs in addition to its own settings, such as TF_REATTACH_PROVIDERS */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    const settings = join(this.folder, "terraform.rc");
    writeFileSync(settings, "disable_checkpoint = true\n");
    // Nothing of the caller's own Terraform settings: TF_CLI_ARGS, plugin mirrors, ARM_ credentials.
    const { PATH = "", HOME = this.folder } = process.env;
    this.#environment = {
      PATH,
      HOME,
      TF_CLI_CONFIG_FILE: settings,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      // A command ends before its garbage is worth collecting as often as Go does by default.
      GOGC: "400",
      ...environment,
    };
  }

  write(name: string, content: unknown): this {
    writeFileSync(
      join(this.folder, name),
      typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
    );
    return this;
  }

  /** Copies the contents of a folder. */
  copy(folder: string): this {
    cpSync(folder, this.folder, { recursive: true });
    return this;
  }

  run(...args: readonly string[]): Promise<TerraformResult> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.folder, env: this.#environment, maxBuffer: 64 * 2 ** 20 };
      execFile("terraform", args, options, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === "number")
          resolve({ exitCode, stdout, stderr, message: readable(stdout + stderr) });
        else reject(error ?? new Error("terraform did not run"));
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function readable(output: string): string {
  return output
    .replace(/\u001B\[[\d;]*m/g, "")
    .replace(/^[│╷╵]\s?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
