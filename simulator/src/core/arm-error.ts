import type { Json } from "./json.js";

/** One entry of an ARM error's `details`. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** An answer in ARM's own kind of error. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ArmErrorDetail[] | undefined;
  readonly target: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      details?: readonly ArmErrorDetail[];
      target?: string;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = "ArmError";
    this.status = status;
    this.code = code;
    this.details = more.details;
    this.target = more.target;
    this.headers = more.headers ?? {};
  }

  body(): Json {
    const details = this.details?.map(({ code, message, target }) => ({
      code,
      message,
      ...(target === undefined ? {} : { target }),
    }));
    return {
      error: {
        code: this.code,
        ...(this.target === undefined ? {} : { target: this.target }),
        message: this.message,
        ...(details === undefined ? {} : { details }),
      },
    };
  }
}

/** Errors that Azure's front door answers, not the resource provider; they carry this header. */
export const GATEWAY: Readonly<Record<string, string>> = { "x-ms-failure-cause": "gateway" };

export function badRequest(code: string, message: string, details?: readonly ArmErrorDetail[]): ArmError {
  return new ArmError(400, code, message, details === undefined ? {} : { details });
}

export function conflict(code: string, message: string): ArmError {
  return new ArmError(409, code, message);
}

export function groupNotFound(group: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${group}' could not be found.`, {
    headers: GATEWAY,
  });
}

export function resourceNotFound(type: string, names: string, group: string | undefined): ArmError {
  return new ArmError(
    404,
    "ResourceNotFound",
    group === undefined
      ? `The Resource '${type}/${names}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
      : `The Resource '${type}/${names}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    { headers: GATEWAY },
  );
}
