export { QueryAlert, type QueryAlertProps, type QueryThreshold } from "./query-alert.js";
export { Recipients, type RecipientsProps } from "./recipients.js";
