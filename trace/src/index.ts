/** Where a packet goes in an Azure network that Terraform describes. */
export { formatAddress, type Address } from "./address.js";
export { Cidr } from "./cidr.js";
export { UnknownEndpointError } from "./endpoint.js";
export { type Protocol } from "./evaluate/packet.js";
export { type Model } from "./model/model.js";
export {
  Unanswered,
  type Attachment,
  type Azure,
  type Flow,
  type LiveHop,
  type LiveNode,
  type LivePeering,
  type LiveRoute,
  type LiveTable,
  type LiveVerdict,
} from "./live/azure.js";
export { type HopCheck } from "./live/check.js";
export { verifyTrace, type LiveTrace } from "./live/verify.js";
export { checkText } from "./output/live.js";
export { type Cluster, type Network, type Subnet } from "./model/model.js";
export {
  traceDocument,
  type DocumentOptions,
  type HopDocument,
  type TraceDocument,
} from "./output/document.js";
export { type Locate, type Location } from "./output/location.js";
export { sarifUri, traceSarif, type SarifFailure, type SarifOptions } from "./output/sarif.js";
export { renderTrace, type TextOptions } from "./output/text.js";
export { verdictSentence } from "./output/verdict.js";
export { publicAddressOfHub } from "./read/firewalls.js";
export { readModel, type ReadOptions } from "./read/read-model.js";
export { Pending, type Thing } from "./read/thing.js";
export { trace, type Decision, type Question, type Trace } from "./trace.js";
export { type Hop, type HopAction, type Verdict } from "./walk/hop.js";
export { structuralDoubts, doubtText, withDoubts } from "./files/doubts.js";
export { type Unresolved } from "./files/planned-values.js";
export { FILE_CODES, TerraformFilesError, type FileCode, type FileProblem } from "./files/problem.js";
export { unreadOf } from "./files/unread.js";
export { readTerraform, type Terraform } from "./files/read-terraform.js";
export { suggestions } from "./suggestions.js";
export { answer, type Options as TerraformQuestion } from "./command/answer.js";
export { run } from "./command/program.js";
export { endpointRemedy } from "./command/failure.js";
export { reportFailure } from "./command/report.js";
