/** The layers of the repository: imports point down only. docs/architecture.md draws them. */
const layer = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "two nouns may know each other by type; at run time one comes first",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    layer(
      "net-is-the-ground",
      "^constructs/src/net/",
      "^constructs/src/(?!net/)",
      "net is pure address arithmetic",
    ),
    layer("core-above-net", "^constructs/src/core/", "^constructs/src/(?!net/|core/)", "core knows no noun"),
    layer(
      "resources-below-patterns",
      "^constructs/src/(network|firewall|aks|gateway|ingress|monitor|route-sync|governance|kubernetes)/",
      "^constructs/src/patterns/",
      "a resource does not know how it is composed",
    ),
    layer(
      "estate-below-cluster",
      "^constructs/src/patterns/estate/",
      "^constructs/src/patterns/(cluster|gateway|spoke|hub)/",
      "the estate's interfaces know no implementation: what exists already implements them too",
    ),
    layer(
      "cluster-below-gateway",
      "^constructs/src/patterns/cluster/",
      "^constructs/src/patterns/(gateway|spoke|hub)/",
      "a cluster sees its spoke and hub through the estate's interfaces",
    ),
    layer(
      "gateway-below-spoke",
      "^constructs/src/patterns/gateway/",
      "^constructs/src/patterns/(spoke|hub)/",
      "a gateway sees its spoke and hub through the estate's interfaces",
    ),
    layer(
      "spoke-below-hub",
      "^constructs/src/patterns/spoke/",
      "^constructs/src/patterns/hub/",
      "a spoke sees its hub through the estate's interface",
    ),
    layer(
      "constructs-stand-alone",
      "^constructs/src/",
      "^(terraform|platform|sync-runtime|simulator|cli|demo)/",
      "no YAML, no runtime, and CDKTF writes its Terraform",
    ),
    layer(
      "terraform-is-a-leaf",
      "^terraform/",
      "^(constructs|platform|sync-runtime|simulator|cli|demo)/",
      "knows Terraform and azurerm, no topology",
    ),
    layer(
      "runtime-stands-alone",
      "^sync-runtime/",
      "^(terraform|constructs|platform|simulator|cli|demo)/",
      "installable on its own",
    ),
    layer(
      "simulator-stands-alone",
      "^simulator/",
      "^(terraform|constructs|platform|sync-runtime|cli|demo)/",
      "shared mapping code would let one bug hide another",
    ),
    layer(
      "kit-knows-azure-alone",
      "^conformance/(?!test/)",
      "^(terraform|constructs|platform|sync-runtime|simulator|cli|demo)/",
      "what records Azure's answers shares nothing with what imitates them",
    ),
    layer(
      "platform-below-hosts",
      "^platform/",
      "^(sync-runtime|simulator|cli|demo)/",
      "the platform file knows no host",
    ),
    layer("domain-is-pure", "^sync-runtime/src/domain/", "^sync-runtime/src/(?!domain/)", "domain is pure"),
    layer(
      "ports-above-domain",
      "^sync-runtime/src/ports/",
      "^sync-runtime/src/(?!domain/|ports/)",
      "ports speak the domain's words",
    ),
    layer(
      "reconcile-below-adapters",
      "^sync-runtime/src/reconcile\\.ts$",
      "^sync-runtime/src/(adapters|hosts)/",
      "effects come in through ports",
    ),
    layer(
      "adapters-below-hosts",
      "^sync-runtime/src/adapters/",
      "^sync-runtime/src/hosts/",
      "an adapter serves any host",
    ),
    {
      name: "azure-only-in-adapters",
      severity: "error",
      comment: "the Azure SDKs stay behind the adapters; the Functions host alone speaks @azure/functions",
      from: { path: "^sync-runtime/src/", pathNot: "^sync-runtime/src/(adapters/azure|hosts/functions)/" },
      to: { path: "node_modules/@azure/" },
    },
    {
      name: "provider-by-deep-path",
      severity: "error",
      comment: "the provider's barrel costs seconds of start-up",
      from: {},
      to: { path: "node_modules/@cdktf/provider-azurerm/lib/index\\." },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["aks-topology-source", "import", "node", "default", "types"],
    },
  },
};
