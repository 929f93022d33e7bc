/** What the Kubernetes manifests restrict: controllers to their own host names, Services and pods to declared callers. */
import { parseAllDocuments } from "yaml";
import {
  differences,
  entries,
  fields,
  list,
  optional,
  texts,
  unless,
  type ClusterOf,
  type Fields,
  type Invariant,
  type Subject,
} from "./subject.js";
import { publishersOf } from "./facts.js";

const AZURE = "service.beta.kubernetes.io/";

function documents(subject: Subject, { spoke, key }: ClusterOf, file: string): readonly Fields[] {
  const text = subject.manifests.get(`${spoke}-${key}/${file}`);
  return text === undefined
    ? []
    : parseAllDocuments(text).map((document) => fields(document.toJS() as unknown));
}

/** Host names of a cluster's AGIC. */
function hostNames(subject: Subject, cluster: ClusterOf): readonly string[] {
  return texts(subject.ingressesOf(cluster).at(-1)?.["hostNames"]);
}

function agicOf(subject: Subject): readonly ClusterOf[] {
  return subject.clusters.filter((cluster) => subject.agicOf(cluster) === "agic-helm");
}

const prohibited: Invariant = {
  name: "AGIC leaves alone the host names of the other clusters of its gateway, and no others",
  broken: (subject) =>
    agicOf(subject).flatMap((cluster) => {
      const values = fields(documents(subject, cluster, "agic-values.yaml"));
      const gateway = fields(values["appgw"]);
      const others = agicOf(subject).filter(
        (other) => other.id !== cluster.id && subject.gatewayOf(other)?.id === subject.gatewayOf(cluster)?.id,
      );
      const frontend = fields(subject.gatewayOf(cluster)?.spec["frontend"])["type"];
      return [
        ...differences(
          `prohibited targets of ${cluster.id}`,
          list(gateway["prohibitedTargets"]).map((target) => String(fields(target)["hostname"])),
          others.flatMap((other) => hostNames(subject, other)),
        ),
        ...unless([
          [(gateway["shared"] === true) === others.length > 0, `${cluster.id}: appgw.shared is wrong.`],
          [
            (gateway["usePrivateIP"] === true) === (frontend === "private"),
            `${cluster.id}: appgw.usePrivateIP is wrong.`,
          ],
          [
            fields(values["armAuth"])["type"] === "workloadIdentity",
            `AGIC of ${cluster.id} does not act by workload identity.`,
          ],
        ]),
      ];
    }),
};

const internal: Invariant = {
  name: "a controller's Service is internal and takes calls from its gateway alone, or from Front Door alone",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const ingress = fields(cluster.spec["ingress"]);
      const behindGateway = ingress["type"] === "gateway-to-load-balancer";
      if (!behindGateway && ingress["type"] !== "front-door") return [];
      const service =
        documents(subject, cluster, "controller-service.yaml").find(({ kind }) => kind === "Service") ?? {};
      const annotations = fields(fields(service["metadata"])["annotations"]);
      const spec = fields(service["spec"]);
      const port = fields(spec["ports"]);
      const gateway = subject.gatewayOf(cluster);
      const backend = fields(ingress["backend"]);
      const isPublic = ingress["origin"] === "public";
      const callers = behindGateway
        ? subject.prefixes(gateway?.id ?? "")
        : isPublic
          ? []
          : subject.prefixes(`${cluster.spoke}_load_balancers`);
      const encrypted = !behindGateway || backend["protocol"] === "https";
      // AKS makes the Services of the mesh: their ports and their kind follow from their names.
      const isMesh = ingress["controller"] === "istio-add-on";
      const ranges = isMesh
        ? (optional(annotations[`${AZURE}azure-allowed-ip-ranges`]) ?? "").split(",")
        : texts(spec["loadBalancerSourceRanges"]);
      const isInternal = isMesh
        ? optional(fields(service["metadata"])["name"]) === "aks-istio-ingressgateway-internal"
        : annotations[`${AZURE}azure-load-balancer-internal`] === "true";
      return [
        ...differences(
          `callers of the Service of ${cluster.id}`,
          ranges.filter((range) => range !== ""),
          callers,
        ),
        ...unless([
          [isInternal === !isPublic, `The Service of ${cluster.id} is ${isPublic ? "internal" : "public"}.`],
          [
            (annotations[`${AZURE}azure-allowed-service-tags`] === "AzureFrontDoor.Backend") === isPublic,
            `The Service of ${cluster.id} does not ask for Front Door's tag.`,
          ],
          [
            (annotations[`${AZURE}azure-pls-create`] === "true") === (ingress["origin"] === "private-link"),
            `The private link service of ${cluster.id} is wrong.`,
          ],
          [spec["externalTrafficPolicy"] === "Local", `The Service of ${cluster.id} hides its callers.`],
          [
            isMesh ||
              (port["port"] === (backend["port"] ?? (encrypted ? 443 : 80)) &&
                port["name"] === (encrypted ? "https" : "http")),
            `The Service of ${cluster.id} has the port ${String(port["port"])}.`,
          ],
        ]),
      ];
    }),
};

const published: Invariant = {
  name: "a published service's Service is internal, at the declared address, and takes calls from the firewall alone",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) =>
      documents(subject, cluster, "published-services.yaml")
        .filter(({ kind }) => kind === "Service")
        .flatMap((service) => {
          const metadata = fields(service["metadata"]);
          const annotations = fields(metadata["annotations"]);
          const spec = fields(service["spec"]);
          const declared = fields(
            fields(fields(subject.hubOf(cluster.spoke)["firewall"])["publish"])[String(metadata["name"])],
          );
          const port = fields(spec["ports"]);
          const name = String(metadata["name"]);
          return [
            ...differences(
              `callers of ${name}`,
              texts(spec["loadBalancerSourceRanges"]),
              publishersOf(subject, cluster.spoke),
            ),
            ...unless([
              [annotations[`${AZURE}azure-load-balancer-internal`] === "true", `${name} is public.`],
              [
                annotations[`${AZURE}azure-load-balancer-ipv4`] === declared["to"],
                `${name} has another address.`,
              ],
              [port["port"] === (declared["toPort"] ?? declared["port"]), `${name} has another port.`],
              [port["protocol"] === (declared["protocol"] ?? "TCP"), `${name} has another protocol.`],
            ]),
          ];
        }),
    ),
};

/** Namespace and label of the pods that a policy accepts. */
function meshSenders(policy: Fields): readonly string[] {
  return list(fields(policy["ingress"])["from"]).map((each) => {
    const [namespace, pods] = ["namespaceSelector", "podSelector"].map((selector) =>
      fields(fields(fields(each)[selector])["matchLabels"]),
    );
    return `${String(namespace?.["kubernetes.io/metadata.name"])}/${String(pods?.["istio"])}`;
  });
}

/** Whether Cilium enforces policies: as the plugin, as its engine, or installed. */
function byCilium(spec: Fields): boolean {
  const { plugin, policy, install } = fields(spec["network"]);
  return [plugin, policy, install].includes("cilium");
}

const policies: Invariant = {
  name: "pods of the sample refuse all traffic but DNS and what their ingress sends",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const every = documents(subject, cluster, "network-policies.yaml");
      const all = every.filter(({ kind }) => kind === "NetworkPolicy");
      const named = (name: string): Fields =>
        fields(all.find(({ metadata }) => fields(metadata)["name"] === name)?.["spec"]);
      const deny = named("default-deny");
      const ingress = optional(fields(cluster.spec["ingress"])["type"]) ?? "none";
      const gateway = subject.gatewayOf(cluster);
      const blocks = (name: string): readonly string[] =>
        list(fields(named(name)["ingress"])["from"]).map((each) =>
          String(fields(fields(each)["ipBlock"])["cidr"]),
        );
      return [
        ...unless([
          [
            texts(deny["policyTypes"]).join() === "Ingress,Egress" &&
              JSON.stringify(deny["podSelector"]) === "{}" &&
              deny["ingress"] === undefined &&
              deny["egress"] === undefined,
            `${cluster.id} does not refuse all other traffic.`,
          ],
          [entries(named("allow-dns")).length > 0, `${cluster.id} refuses DNS.`],
          [
            !byCilium(cluster.spec) || every.some(({ kind }) => kind === "CiliumNetworkPolicy"),
            `${cluster.id} refuses DNS of the node.`,
          ],
        ]),
        ...(ingress.startsWith("agic")
          ? differences(
              `senders to ${cluster.id}`,
              blocks("from-gateway"),
              subject.prefixes(gateway?.id ?? ""),
            )
          : ingress === "application-gateway-for-containers"
            ? differences(
                `senders to ${cluster.id}`,
                blocks("from-gateway"),
                [`${cluster.id}_for_containers`, gateway?.id ?? ""].flatMap((id) => subject.prefixes(id)),
              )
            : fields(cluster.spec["ingress"])["controller"] === "istio-add-on"
              ? differences(`senders to ${cluster.id}`, meshSenders(named("from-mesh")), [
                  "aks-istio-ingress/aks-istio-ingressgateway-internal",
                ])
              : ingress === "gateway-to-load-balancer"
                ? differences(
                    `senders to ${cluster.id}`,
                    blocks("from-outside"),
                    subject.prefixes(gateway?.id ?? ""),
                  )
                : ingress === "none"
                  ? differences(
                      `policies of ${cluster.id}`,
                      all.map(({ metadata }) => optional(fields(metadata)["name"]) ?? ""),
                      ["default-deny", "allow-dns"],
                    )
                  : []),
      ];
    }),
};

const frontends: Invariant = {
  name: "each frontend of Application Gateway for Containers serves one Gateway, and each route a Gateway that there is",
  broken: (subject) =>
    subject.clusters
      .filter(({ spec }) => fields(spec["ingress"])["type"] === "application-gateway-for-containers")
      .flatMap((cluster) => {
        const gateways = documents(subject, cluster, "gateways.yaml").filter(
          ({ kind }) => kind === "Gateway",
        );
        const names = gateways.map(({ metadata }) => String(fields(metadata)["name"]));
        const served = gateways.flatMap(({ spec }) =>
          list(fields(spec)["addresses"]).map((address) => String(fields(address)["value"])),
        );
        const created = subject
          .of("azurerm_application_load_balancer_frontend")
          .filter(({ name }) => name.startsWith(`${cluster.id}_for_containers_frontend_`))
          .map(({ body }) => String(body["name"]));
        const parents = documents(subject, cluster, "sample-app.yaml")
          .filter(({ kind }) => kind === "HTTPRoute")
          .flatMap(({ spec }) => list(fields(spec)["parentRefs"]).map((ref) => String(fields(ref)["name"])));
        return [
          ...differences(`frontends of ${cluster.id}`, served, created),
          ...unless([
            [parents.length > 0, `${cluster.id} has no route.`],
            [parents.every((name) => names.includes(name)), `A route of ${cluster.id} has no Gateway.`],
          ]),
        ];
      }),
};

export const MANIFESTS: readonly Invariant[] = [prohibited, internal, published, policies, frontends];
