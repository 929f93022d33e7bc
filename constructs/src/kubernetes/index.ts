/** Kubernetes manifests as data. */
export { agicValues, type AgicValuesProps } from "./agic-values.js";
export { secretProviderClass, type KeyVaultProps } from "./key-vault.js";
export {
  fromOutput,
  outputsIn,
  type ManifestFile,
  type HelmValues,
  type Manifest,
  type SecretProviderClass,
} from "./manifest.js";
export { networkPolicies, type Senders } from "./network-policies.js";
export { sampleApp, type SampleAppProps } from "./sample-app.js";
export {
  CONTROLLER,
  firewalledService,
  frontDoorService,
  internalService,
  PUBLISHED,
  type ControllerPorts,
  type FirewalledServiceProps,
  type InternalServiceProps,
  type PublicServiceProps,
} from "./services.js";
