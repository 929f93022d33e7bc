/**
 * Whether the Azure SDK can read a storage account's connection string, for its queues at least. The forms are those of
 * learn.microsoft.com, "Configure Azure Storage connection strings": an account and its key, a shared access signature
 * with the queue's endpoint, and the emulator.
 */
export function isStorageConnectionString(text: string): boolean {
  if (text.startsWith("UseDevelopmentStorage=true")) return true;
  const pairs = text.split(";").map((part) => part.trim().split(/=(.*)/s));
  const value = (name: string): string => pairs.find(([key]) => key === name)?.[1] ?? "";
  const endpoint = value("QueueEndpoint");
  if (endpoint !== "" && !isHttp(endpoint)) return false;
  if (value("SharedAccessSignature") !== "") return endpoint !== "";
  const [protocol, account] = [value("DefaultEndpointsProtocol"), value("AccountName")];
  if (protocol === "" || account === "" || !/^[a-z0-9+/]{4,}={0,2}$/i.test(value("AccountKey"))) return false;
  return endpoint !== "" || isHttp(`${protocol}://${account}.queue.${value("EndpointSuffix") || "["}`);
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
