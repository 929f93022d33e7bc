/** The look of a page, in both themes. */
const COLOURS = `
:root{--paper:#fff;--panel:#f6f8fa;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--link:#0550ae;--good:#116329;--bad:#a40e26;--warn:#7d4e00;--mark:#fff8c5;--focus:#0969da}
@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--panel:#151b23;--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;--link:#79c0ff;--good:#56d364;--bad:#ff938a;--warn:#e3b341;--mark:#5a4a00;--focus:#58a6ff}}
`;

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Segoe UI","Helvetica Neue",Arial,sans-serif}
header,main,footer{padding:0 24px;max-width:1600px;margin:0 auto}
header{padding-top:20px}
h1{font-size:26px;margin:0}
h2{font-size:20px;margin:32px 0 12px;scroll-margin-top:56px}
h3{font-size:14px;margin:8px 0 4px}
p{margin:6px 0}
a{color:var(--link)}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
.faint,footer{color:var(--faint)}
footer{padding:32px 24px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px;z-index:2}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
nav{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--line);z-index:1}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:0 auto;padding:10px 24px;max-width:1600px}
.count{border:1px solid;border-radius:12px;padding:1px 10px;font-size:13px}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
button,input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:6px;padding:4px 10px}
button{cursor:pointer;background:var(--panel)}
input[type=number]{width:7em}
input[aria-invalid=true]{border-color:var(--bad);outline:1px solid var(--bad)}
.toolbar{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;margin:8px 0}
.toolbar .buttons{margin-left:auto;display:flex;gap:6px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--faint);padding:4px 0;font-size:13px}
td code{overflow-wrap:normal}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line)}
thead th{color:var(--faint);font-weight:600}
tbody th{font-weight:600}
tr.bad th,tr.bad td{color:var(--bad)}
meter{width:120px;height:14px}
`;

const PICTURE = `
#picture-frame{overflow:auto;max-height:78vh;border:1px solid var(--line);border-radius:8px}
#picture-frame svg{display:block}
#picture-frame .box{cursor:pointer}
svg.searching .box:not(.hit)>text,svg.searching .box>g:not(.hit),svg.searching .edge{opacity:.25}
svg.searching .box.hit>rect,svg .box.chosen>rect{stroke:var(--focus);stroke-width:3;stroke-dasharray:none}
svg.searching g.hit text{text-decoration:underline;font-weight:700}
svg.tracing .edge:not(.traced){opacity:.12}
svg.tracing .edge.traced{stroke-width:3}
svg.tracing .box.traced.subnet>rect,svg.tracing .box.traced.outside>rect{stroke:var(--focus);stroke-width:2.5;stroke-dasharray:none}
.as-text{margin-top:8px}
.as-text ul{margin:2px 0;padding-left:22px}
button.name{border:0;background:none;padding:0;color:var(--link);font-weight:600;text-decoration:underline}
`;

const SOURCE = `
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(280px,34%);gap:16px}
#source .files{border:1px solid var(--line);border-radius:8px;overflow:auto;max-height:78vh}
#source h3{margin:8px 12px}
.lines{margin:0;padding:0 0 8px 52px;font-size:13px}
.lines li{white-space:pre;padding:0 8px}
.lines li::marker{color:var(--faint)}
.lines code{overflow-wrap:normal}
.lines .marked{background:var(--mark)}
.lines .error{box-shadow:inset 3px 0 var(--bad)}
.lines .warning{box-shadow:inset 3px 0 var(--warn)}
@media(max-width:900px){.columns{grid-template-columns:minmax(0,1fr)}}
`;

const LISTS = `
summary{cursor:pointer;padding:4px 0}
#path-list details{border-bottom:1px solid var(--line)}
#path-list details[open]{padding-bottom:10px}
.verdict{display:inline-block;min-width:8.5em;font-size:13px}
.hops{margin:0;padding-left:26px}
.hops li{margin:3px 0}
.action{display:inline-block;border:1px solid var(--line);border-radius:4px;padding:0 6px;font-size:12px;background:var(--panel)}
.action.deny,.action.delete,.action.replace{color:var(--bad);border-color:currentColor}
.action.deliver,.action.allow,.action.create{color:var(--good)}
.problems{list-style:none;padding:0}
.problems li{border-left:4px solid var(--warn);padding:4px 0 4px 12px;margin:10px 0}
.problems li.error{border-color:var(--bad)}
.problems .severity{font-weight:600;color:var(--warn)}
.problems .error .severity{color:var(--bad)}
.hint{color:var(--faint)}
@media(max-width:640px){header,main,footer{padding-left:14px;padding-right:14px}nav ul{padding:8px 14px}.toolbar .buttons{margin-left:0}}
@media print{nav,.toolbar,.skip{display:none}#picture-frame{max-height:none;overflow:visible}}
`;

export const STYLE = [COLOURS, PAGE, PICTURE, SOURCE, LISTS].join("").replaceAll("\n", "");
