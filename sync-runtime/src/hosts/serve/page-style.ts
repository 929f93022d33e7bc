/** The look of the report of `aks-topology view`, in both themes. */
const COLOURS = `
:root{--paper:#fff;--panel:#f6f8fa;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--link:#0550ae;--good:#116329;--bad:#a40e26;--warn:#7d4e00;--mark:#fff8c5;--focus:#0969da}
@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--panel:#151b23;--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;--link:#79c0ff;--good:#56d364;--bad:#ff938a;--warn:#e3b341;--mark:#5a4a00;--focus:#58a6ff}}
`;

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Segoe UI","Helvetica Neue",Arial,sans-serif}
header,main{padding:0 24px;max-width:1600px;margin:0 auto}
header{padding-top:20px}
h1{font-size:26px;margin:0}
h2{font-size:20px;margin:32px 0 12px}
p{margin:6px 0}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
.faint{color:var(--faint)}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--faint);padding:4px 0;font-size:13px}
td code{overflow-wrap:normal}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line)}
thead th{color:var(--faint);font-weight:600}
tbody th{font-weight:600}
.note{border-left:4px solid var(--warn);padding:4px 0 4px 12px;margin:10px 0}
.note.bad{border-color:var(--bad)}
@media(max-width:640px){header,main{padding-left:14px;padding-right:14px}}
`;

export const STYLE = [COLOURS, PAGE].join("").replaceAll("\n", "");
