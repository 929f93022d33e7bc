/** What the program says of files that it cannot use. */
export interface FileProblem {
  readonly severity: "error";
  readonly code: FileCode;
  readonly file: string;
  readonly message: string;
  readonly remedy: string;
}

export const FILE_CODES = {
  FILE_UNREADABLE: "The file cannot be read.",
  NOT_JSON: "The file is not JSON.",
  NOT_TERRAFORM_JSON: "The JSON is neither a plan, nor a state, nor a configuration of Terraform.",
  TERRAFORM_JSON_DAMAGED: "The JSON has a form that Terraform does not write.",
  NEEDS_PLAN: "The configuration has modules or repeated resources, which only Terraform expands.",
  NO_NETWORK: "The files have no virtual network of azurerm.",
} as const satisfies Record<string, string>;

export type FileCode = keyof typeof FILE_CODES;

/** Every problem of the files at once. */
export class TerraformFilesError extends Error {
  override readonly name = "TerraformFilesError";
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(({ file, message }) => `${file}: ${message}`).join("\n"));
    this.problems = problems;
  }
}

/** Collects the problems of one file. */
export class FileProblems {
  readonly file: string;
  readonly list: FileProblem[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(code: FileCode, message: string, remedy: string): void {
    this.list.push({ severity: "error", code, file: this.file, message, remedy });
  }

  damaged(where: string, expected: string): void {
    this.add(
      "TERRAFORM_JSON_DAMAGED",
      `${where} is not ${expected}.`,
      "Write the file again with `terraform show -json`.",
    );
  }
}

export const SHOW = "Run `terraform plan -out tfplan`, then `terraform show -json tfplan > plan.json`.";
