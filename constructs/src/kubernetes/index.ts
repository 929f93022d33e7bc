export { CONTROLLER_CERTIFICATE, controllerGateway, controllerPods } from "./controller-gateway.js";
/** Kubernetes manifests as data. */
export { albValues, type AlbValuesProps } from "./alb-values.js";
export { certManagerValues, clusterIssuer, issuedCertificate } from "./cert-manager.js";
export { albBackend, albGateway, type AlbBackendProps, type AlbGatewayProps } from "./for-containers.js";
export { routesOf, type RouteOptions } from "./gateway-api.js";
export { cniValues, type InstalledCni } from "./cni-values.js";
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
export { meshListeners, meshRoute } from "./mesh.js";
export { networkPolicies, type Senders } from "./network-policies.js";
export { nodePoolManifests, type NodePoolManifestProps } from "./node-pools.js";
export { SAMPLE, sampleApp, type SampleAppProps } from "./sample-app.js";
export {
  CONTROLLER,
  firewalledService,
  frontDoorService,
  internalService,
  meshFrontDoorService,
  meshGateway,
  meshInternalService,
  PUBLISHED,
  type ControllerPorts,
  type FirewalledServiceProps,
  type InternalServiceProps,
  type MeshGateway,
  type PublicServiceProps,
} from "./services.js";
