/** Which Azure: everything that differs between the sovereign clouds, set by one word. */
export const CLOUD_NAMES = ["public", "usgovernment", "china"] as const;
export type CloudName = (typeof CLOUD_NAMES)[number];

export interface Cloud {
  /** Resource Manager. */
  readonly endpoint: string;
  /** What a token must be good for. */
  readonly scope: string;
  /** Where tokens come from. */
  readonly authority: string;
}

const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  public: {
    endpoint: "https://management.azure.com",
    scope: "https://management.azure.com/.default",
    authority: "https://login.microsoftonline.com",
  },
  usgovernment: {
    endpoint: "https://management.usgovcloudapi.net",
    scope: "https://management.usgovcloudapi.net/.default",
    authority: "https://login.microsoftonline.us",
  },
  china: {
    endpoint: "https://management.chinacloudapi.cn",
    scope: "https://management.chinacloudapi.cn/.default",
    authority: "https://login.chinacloudapi.cn",
  },
};

/** @param endpoint another address of the same cloud's Resource Manager; the token's scope stays the cloud's */
export function cloudOf(name: CloudName, endpoint?: string): Cloud {
  const cloud = CLOUDS[name];
  return endpoint === undefined ? cloud : { ...cloud, endpoint: endpoint.replace(/\/+$/, "") };
}
