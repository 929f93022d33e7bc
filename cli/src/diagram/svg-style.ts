/** The look of a picture in both themes. Colours are plain properties, which every SVG viewer understands. */
const LIGHT = {
  paper: "#ffffff",
  ink: "#1f2328",
  faint: "#59636e",
  subnet: ["#ffffff", "#b6bec7"],
  outside: ["#f6f8fa", "#8c959f"],
  hub: ["#eef5fc", "#4a8ac4"],
  network: ["#f4f7f5", "#83928a"],
  cluster: ["#faf9fe", "#9084c0"],
  ingress: "#0969da",
  egress: "#bc4c00",
  internal: "#1a7f37",
  broken: "#cf222e",
  link: "#8c959f",
  added: "#1a7f37",
  changed: "#9a6700",
  replaced: "#8250df",
  removed: "#cf222e",
};

const DARK: typeof LIGHT = {
  paper: "#0d1117",
  ink: "#e6edf3",
  faint: "#9198a1",
  subnet: ["#10151c", "#4a525c"],
  outside: ["#151b23", "#6e7681"],
  hub: ["#0f2033", "#3b7cb8"],
  network: ["#141b19", "#5c6b63"],
  cluster: ["#191729", "#7468ad"],
  ingress: "#58a6ff",
  egress: "#f0883e",
  internal: "#3fb950",
  broken: "#ff7b72",
  link: "#6e7681",
  added: "#3fb950",
  changed: "#d29922",
  replaced: "#bc8cff",
  removed: "#ff7b72",
};

function theme(colours: typeof LIGHT): string {
  const box = (kind: string, [fill = "", stroke = ""]: readonly string[]): string =>
    `.box.${kind}>rect{fill:${fill};stroke:${stroke}}`;
  const edge = (kind: string, colour: string): string =>
    `.edge.${kind}{stroke:${colour}}.tip.${kind}{fill:${colour}}`;
  const change = (name: string, colour: string): string =>
    `.box.${name}>rect,.edge.${name},.sample.${name}{stroke:${colour}}text.${name}{fill:${colour}}`;
  return [
    `.paper{fill:${colours.paper}}`,
    `text{fill:${colours.ink}}.detail,.item-detail,.label,.note,.badge{fill:${colours.faint}}`,
    `.mark{fill:none;stroke:${colours.faint}}`,
    box("subnet", colours.subnet),
    box("outside", colours.outside),
    box("services", colours.outside),
    box("hub", colours.hub),
    box("network", colours.network),
    box("cluster", colours.cluster),
    edge("ingress", colours.ingress),
    edge("egress", colours.egress),
    edge("internal", colours.internal),
    edge("broken", colours.broken),
    edge("peering", colours.link),
    edge("connection", colours.link),
    `.sample{fill:none;stroke:${colours.faint}}`,
    change("added", colours.added),
    change("changed", colours.changed),
    change("replaced", colours.replaced),
    change("removed", colours.removed),
  ].join("");
}

/** What both themes have. */
const SHAPES = [
  'text{font-family:"Segoe UI","Helvetica Neue",Arial,sans-serif}',
  ".heading{font-size:18px;font-weight:600}",
  ".title,.item{font-weight:600}",
  ".badge{font-size:10px;font-style:italic}",
  ".box>rect{stroke-width:1}",
  ".box.hub>rect,.box.network>rect{stroke-width:1.5}",
  ".box.cluster>rect{stroke-dasharray:5 3}",
  ".box.existing>rect,.sample{stroke-dasharray:2 3;stroke-width:1.5}",
  ".box.added>rect,.box.changed>rect,.box.replaced>rect,.box.removed>rect{stroke-width:2.5}",
  ".sample.added,.sample.changed,.sample.replaced,.sample.removed{stroke-dasharray:none}",
  ".mark{stroke-width:1.2;stroke-linejoin:round}",
  ".edge{fill:none;stroke-width:1.6;stroke-linejoin:round}",
  ".edge.internal{stroke-dasharray:7 3}.edge.broken{stroke-dasharray:3 3;stroke-width:2.2}",
  ".edge.peering{stroke-width:4}.edge.connection{stroke-width:4;stroke-dasharray:10 4}",
].join("");

export const STYLE = `${SHAPES}${theme(LIGHT)}@media(prefers-color-scheme:dark){${theme(DARK)}}`;
