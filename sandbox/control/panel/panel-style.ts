/** The panel's one stylesheet: a quiet workbench, one column on a phone. */
export const panelStyle = `
:root { --ink:#1c2420; --soft:#5d6862; --line:#dfe3dc; --paper:#fff; --ground:#f4f5f1; --accent:#23634a; --accent-soft:#e3efe8; --bad:#a3271f; --bad-soft:#fbe9e6; --warn:#7a5200; --warn-soft:#fdf1d7; --radius:10px; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink); font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif; }
a { color:var(--accent); text-underline-offset:2px; }
.top { background:var(--ink); color:#fff; }
.top .row { max-width:1180px; margin:0 auto; padding:12px 20px; display:flex; gap:10px 20px; align-items:center; flex-wrap:wrap; }
.top strong { font-size:16px; letter-spacing:.01em; }
.top a { color:#cfe6da; }
.top .clock { margin-left:auto; font-variant-numeric:tabular-nums; color:#d8ded9; }
.shops, .tabs { display:flex; gap:6px; flex-wrap:wrap; }
.shops a { padding:3px 11px; border-radius:99px; text-decoration:none; border:1px solid #4b5851; }
.shops a[aria-current] { background:#fff; color:var(--ink); border-color:#fff; }
.tabs { max-width:1180px; margin:0 auto; padding:14px 20px 0; }
.tabs a { padding:7px 13px; border-radius:8px; text-decoration:none; color:var(--ink); }
.tabs a[aria-current] { background:var(--paper); box-shadow:0 0 0 1px var(--line); font-weight:600; }
.tabs .out { margin-left:auto; } .tabs .out + .out { margin-left:0; }
main { max-width:1180px; margin:0 auto; padding:16px 20px 60px; display:grid; gap:16px; }
main > *, .two > * { min-width:0; }
.sliders { display:grid; gap:6px 26px; grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr)); margin-bottom:12px; }
.card { background:var(--paper); border:1px solid var(--line); border-radius:var(--radius); padding:16px 18px; }
.card > h2:first-child, .card > h1:first-child { margin-top:0; }
h1 { font-size:21px; margin:0 0 4px; } h2 { font-size:16px; margin:0 0 10px; } h3 { font-size:14px; margin:14px 0 6px; }
.two { display:grid; gap:16px; grid-template-columns:repeat(auto-fit,minmax(min(340px,100%),1fr)); }
.soft { color:var(--soft); } .small { font-size:13px; }
table { width:100%; border-collapse:collapse; }
.card > p:last-child { margin-bottom:0; }
th { text-align:left; font-weight:600; font-size:13px; color:var(--soft); padding:6px 10px 6px 0; border-bottom:1px solid var(--line); }
td { padding:8px 10px 8px 0; border-bottom:1px solid var(--line); vertical-align:top; }
tr:last-child td { border-bottom:0; }
.wide { overflow-x:auto; } .when { color:var(--soft); white-space:nowrap; } .num { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
.actions { display:flex; flex-wrap:wrap; gap:6px; }
.badge { display:inline-block; padding:1px 8px; border-radius:99px; font-size:12.5px; background:#ebeeea; white-space:nowrap; }
.badge.good { background:var(--accent-soft); color:var(--accent); } .badge.bad { background:var(--bad-soft); color:var(--bad); } .badge.warn { background:var(--warn-soft); color:var(--warn); }
button, .button { font:inherit; font-size:14px; padding:5px 11px; border-radius:8px; border:1px solid #c6cdc6; background:#fff; color:var(--ink); cursor:pointer; text-decoration:none; display:inline-block; }
button:hover { border-color:var(--accent); } .button[aria-current] { background:var(--accent-soft); border-color:var(--accent); } button.main { background:var(--accent); border-color:var(--accent); color:#fff; } button.danger { color:var(--bad); }
button[aria-busy=true] { opacity:.55; pointer-events:none; }
:focus-visible { outline:3px solid #7cb79c; outline-offset:1px; }
label { display:block; font-size:13px; color:var(--soft); }
input, select { font:inherit; padding:5px 9px; border:1px solid #c6cdc6; border-radius:8px; background:#fff; color:var(--ink); max-width:100%; }
input[type=range] { padding:0; width:100%; accent-color:var(--accent); } input[type=checkbox] { accent-color:var(--accent); }
.fields { display:flex; flex-wrap:wrap; gap:10px 14px; align-items:end; margin-bottom:10px; }
.fields > label { min-width:0; max-width:100%; } .fields select { max-width:min(100%,320px); }
.fields label.check { display:flex; gap:6px; align-items:center; color:var(--ink); font-size:14px; padding-bottom:6px; }
.amount { width:110px; } .count { width:70px; }
progress { width:100%; height:12px; accent-color:var(--accent); }
pre { background:#f7f8f5; border:1px solid var(--line); border-radius:8px; padding:12px; overflow:auto; font-size:12.5px; max-height:70vh; }
#toast { position:fixed; left:50%; bottom:22px; transform:translateX(-50%); max-width:min(680px,92vw); background:var(--ink); color:#fff; padding:10px 16px; border-radius:9px; box-shadow:0 8px 30px #0004; }
#toast.bad { background:var(--bad); } #toast[hidden] { display:none; }
@media (max-width:640px) { .top .clock { margin-left:0; width:100%; } .tabs .out { margin-left:0; } .stack thead { display:none; } .stack tr { display:block; border-bottom:1px solid var(--line); padding:8px 0; } .stack td { display:block; border:0; padding:2px 0; text-align:left; } }
`;
