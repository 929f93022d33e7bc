/** Signs before the things in a box, drawn in a square of 11 units. */
const MARKS: Readonly<Record<string, string>> = {
  firewall: "M.5 1.5h10v8h-10zM.5 4.2h10M.5 6.8h10M4 1.5v2.7M7 4.2v2.6M4 6.8v2.7",
  gateway: "M.5 2.5h10v6h-10zM3 5.5h5M6 3.7l2 1.8-2 1.8",
  "network-gateway": "M.5 5.5h10M3 3L.5 5.5 3 8M8 3l2.5 2.5L8 8",
  pool: "M5.5 .5l4.5 2.5v5l-4.5 2.5-4.5-2.5v-5z",
  pods: "M3 3h5v5h-5zM.5 .5h3v3h-3zM7.5 7.5h3v3h-3z",
  api: "M5.5 1v9M1.6 3.2l7.8 4.6M9.4 3.2l-7.8 4.6",
  endpoint: "M1 5.5h5M6 3.5a2 2 0 1 1 0 4 2 2 0 1 1 0-4M8.5 5.5h2",
  "load-balancer": "M1 5.5h3M4 5.5l5-3.5M4 5.5h5M4 5.5l5 3.5",
  machine: "M.5 1.5h10v6h-10zM5.5 7.5v2M3 9.5h5",
  function: "M6.5 .5l-4 5.5h3l-1 4.5 4.5-6h-3z",
  service: "M5.5 1a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9",
  "route-table": "M.5 1.5h10v8h-10zM.5 4.2h10M.5 6.8h10M5.5 4.2v5.3",
  "security-group": "M5.5 .5l4.5 1.7v3.3c0 2.5-2 4.2-4.5 5-2.5-.8-4.5-2.5-4.5-5v-3.3z",
  "nat-gateway": "M1 3.5h7M6 1.5l2 2-2 2M10 7.5h-7M5 5.5l-2 2 2 2",
};

/** The path of a sign; undefined for what has none. */
export function markOf(kind: string): string | undefined {
  return MARKS[kind];
}
