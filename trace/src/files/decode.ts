import { isRecord } from "../read/thing.js";
import { SHOW, type FileProblems } from "./problem.js";

type Json = Readonly<Record<string, unknown>>;

/** Reads the JSON object of a file. PowerShell writes UTF-16 with a byte order mark where output is redirected. */
export function decode(bytes: Uint8Array, problems: FileProblems): Json | undefined {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    problems.add("NOT_JSON", "This is a plan as Terraform saves it, in its binary form.", SHOW);
    return undefined;
  }
  const text = textOf(bytes);
  if (text.trim() === "") {
    problems.add("NOT_JSON", "The file is empty.", SHOW);
    return undefined;
  }
  if (/^\s*\{"@level"/.test(text)) {
    problems.add("NOT_JSON", "This is the log of `terraform plan -json`, not a plan.", SHOW);
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
    problems.add("NOT_TERRAFORM_JSON", "The file is not a JSON object.", SHOW);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
    problems.add("NOT_JSON", `The file is not JSON: ${reason.replace(/\.$/, "")}.`, SHOW);
  }
  return undefined;
}

function textOf(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
