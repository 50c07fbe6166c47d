/** How the sandbox shows extensions: near to a checkout of Shopify's, and its own. `--brand` and `--radius` are the shop's. */
export const STYLE = `
*,*::before,*::after{box-sizing:border-box}
:host{display:block;box-sizing:border-box;overflow-wrap:anywhere}
:host([hidden]),[hidden]{display:none!important}
:host(s-stack){display:flex}:host(s-grid){display:grid}
:host(s-text),:host(s-badge),:host(s-link),:host(s-icon),:host(s-time),:host(s-abbreviation),:host(s-spinner),:host(s-button),:host(s-chip),:host(s-clickable-chip),:host(s-press-button),:host(s-avatar),:host(s-product-thumbnail){display:inline-block}
:host(s-text),:host(s-link),:host(s-time){display:inline}
:host(.only-read),.only-read{position:absolute!important;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:host(s-heading){font-weight:600;font-size:1.08rem;line-height:1.3}
:host(s-paragraph){margin:0}:host(.strong){font-weight:600}:host(.small){font-size:.87rem}:host(.emphasis){font-style:italic}:host(.mark){background:#fff3bf}:host(.redundant){text-decoration:line-through}
:host(.subdued),.subdued{color:#63685d}
:host(.tone-critical){color:#a3201a}:host(.tone-success){color:#1b6b3a}:host(.tone-warning){color:#7a5200}:host(.tone-info){color:#144f8a}
:host(s-divider){border-block-start:1px solid #dedbd0;block-size:0}:host(s-divider[aria-orientation=vertical]){border:0;border-inline-start:1px solid #dedbd0;block-size:auto;align-self:stretch}
:host(.ul){padding-inline-start:1.2rem}:host(.ol){padding-inline-start:1.4rem;counter-reset:item}
:host(s-list-item){display:list-item;list-style:inherit;margin-block:.2rem}:host(.ul){list-style:disc}:host(.ol){list-style:decimal}
.button{font:inherit;font-weight:500;line-height:1.3;padding:.62rem 1.15rem;border-radius:var(--radius,8px);border:1px solid #c9c6ba;background:#fff;color:#23261f;cursor:pointer;display:inline-flex;align-items:center;justify-content:center;gap:.5rem;text-decoration:none;max-inline-size:100%}
.button.primary,.button.auto{background:var(--brand,#23261f);border-color:var(--brand,#23261f);color:#fff}.button.tone-critical{background:#fff;border-color:#a3201a;color:#a3201a}.button.primary.tone-critical{background:#a3201a;color:#fff}
.button:disabled{opacity:.5;cursor:not-allowed}.button[aria-pressed=true]{background:#ece9de}
.loading{color:transparent!important;position:relative;cursor:progress}.loading::after{content:"";position:absolute;inset:0;margin:auto;inline-size:1.1em;block-size:1.1em;border-radius:50%;border:2px solid #8b8f85;border-block-start-color:transparent;animation:turn 1s linear infinite}
:focus-visible{outline:2px solid var(--brand,#144f8a);outline-offset:2px}
.link{font:inherit;color:var(--brand,#144f8a);background:none;border:0;padding:0;cursor:pointer;text-decoration:underline;text-underline-offset:2px;text-align:start}.link.tone-neutral{color:inherit}.link:disabled{opacity:.5}
.clickable{font:inherit;color:inherit;background:none;border:0;padding:0;inline-size:100%;text-align:start;cursor:pointer;display:block;text-decoration:none}
.badge{display:inline-block;font-size:.82rem;line-height:1.4;padding:.08rem .6rem;border-radius:99px;background:#e9e6dc;color:#3a3e35;white-space:nowrap}:host(.tone-critical) .badge{background:#fbe4e2;color:#8c1d18}:host(.tone-success) .badge{background:#dff1e4;color:#14532d}:host(.tone-warning) .badge{background:#fdf0cf;color:#6b4700}:host(.tone-info) .badge{background:#dfecf8;color:#123f6d}
.banner{display:flex;gap:1rem;align-items:start;border-radius:var(--radius,8px);padding:.8rem 1rem;background:#eef2f5;color:#1d3347}.banner.tone-critical{background:#fdeeed;color:#8c1d18}.banner.tone-success{background:#e8f5ec;color:#14532d}.banner.tone-warning{background:#fdf4de;color:#6b4700}.grow{flex:1;min-inline-size:0}.banner strong{display:block}
.close{font:inherit;background:none;border:0;cursor:pointer;color:inherit;padding:.1rem .4rem;border-radius:6px}
.spinner{display:inline-block;inline-size:1.4em;block-size:1.4em;border-radius:50%;border:2px solid #d6d3c8;border-block-start-color:var(--brand,#23261f);animation:turn 1s linear infinite;vertical-align:middle}@keyframes turn{to{transform:rotate(1turn)}}
.skeleton{display:block}.skeleton span{color:transparent;background:#e6e3d9;border-radius:6px;box-decoration-break:clone;animation:breathe 1.6s ease-in-out infinite}@keyframes breathe{50%{opacity:.5}}
@media (prefers-reduced-motion:reduce){*,*::after{animation-duration:4s!important}}
progress{appearance:none;inline-size:100%;block-size:8px;border:0;border-radius:99px;overflow:hidden;background:#e6e3d9;display:block}progress::-webkit-progress-bar{background:#e6e3d9}progress::-webkit-progress-value{background:var(--brand,#23261f);border-radius:99px}progress::-moz-progress-bar{background:var(--brand,#23261f)}progress.tone-critical::-webkit-progress-value{background:#a3201a}
.field label,legend{display:block;font-size:.87rem;color:#63685d;margin-block-end:.2rem;padding:0}fieldset{border:0;margin:0;padding:0;display:grid;gap:.5rem}
.input{display:flex;align-items:center;gap:.4rem;border:1px solid #c9c6ba;border-radius:var(--radius,8px);background:#fff;padding-inline:.75rem}.input:focus-within{outline:2px solid var(--brand,#144f8a);outline-offset:1px}.input:has([aria-invalid=true]){border-color:#a3201a}
.input input,.input textarea,.input select{font:inherit;color:inherit;border:0;background:none;padding:.62rem 0;inline-size:100%;outline:0;min-inline-size:0}.affix:empty{display:none}.affix{color:#63685d}
.error{display:block;color:#a3201a;font-size:.87rem;margin:.25rem 0 0}
.check{display:flex;gap:.6rem;align-items:flex-start;cursor:pointer}.check input{accent-color:var(--brand,#23261f);margin-block-start:.25rem;flex:none;inline-size:1.05rem;block-size:1.05rem}.details{display:block;color:#63685d;font-size:.87rem}div.details{padding-inline-start:1.65rem}
details summary{cursor:pointer;font-weight:500;padding-block:.35rem}summary ::slotted(s-summary){display:inline}
.section{padding-block:.2rem}.heading{font-weight:600;font-size:1.1rem;margin-block-end:.6rem}
:host(s-page){max-inline-size:1000px;margin-inline:auto;padding:1.6rem 1rem}.page-head{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;margin-block-end:1.4rem}.titles{flex:1;min-inline-size:12rem}h1{font-size:1.5rem;font-weight:600;margin:0}.page-head p{margin:.2rem 0 0}.page-body{display:grid;gap:1rem}
:host(s-page) ::slotted(s-section){background:#fff;border-radius:12px;padding:1.1rem 1.25rem;border:1px solid #e4e1d6}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
dialog{border:0;border-radius:14px;padding:0;max-inline-size:min(560px,calc(100vw - 2rem));inline-size:100%;color:inherit}dialog[data-size=small]{max-inline-size:380px}dialog[data-size^=large]{max-inline-size:min(820px,calc(100vw - 2rem))}dialog::backdrop{background:rgb(0 0 0/.45)}dialog.sheet{margin:0 0 0 auto;block-size:100%;max-block-size:100%;border-radius:0}
.dialog-head{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding:.9rem 1.2rem;border-block-end:1px solid #e4e1d6}.dialog-head h2{font-size:1.1rem;margin:0}.dialog-body{padding:1.1rem 1.2rem}dialog .actions{padding:0 1.2rem 1.1rem;justify-content:flex-end}dialog .actions:not(:has(::slotted(*))){padding-block-end:.4rem}
.popover{position:fixed;inset:auto;margin:0;border:1px solid #dedbd0;border-radius:10px;background:#fff;color:#23261f;padding:.7rem .9rem;box-shadow:0 8px 28px rgb(0 0 0/.14);max-inline-size:min(340px,calc(100vw - 1rem))}.popover.tooltip{background:#23261f;color:#fff;border:0;font-size:.87rem;padding:.4rem .7rem}
img{display:block;max-inline-size:100%}
.icon{display:inline-flex;inline-size:1.15em;block-size:1.15em;align-items:center;justify-content:center;font-weight:700;line-height:1}.icon.tone-critical{color:#a3201a}.icon.tone-success{color:#1b6b3a}.icon.tone-warning{color:#7a5200}.icon.tone-info{color:#144f8a}.icon[class*=size-large]{font-size:1.35em}.icon[class*=size-small]{font-size:.85em}
.avatar{display:inline-flex;inline-size:2.4rem;block-size:2.4rem;border-radius:50%;background:var(--brand,#23261f);color:#fff;align-items:center;justify-content:center;font-weight:600;overflow:hidden}.avatar[data-size^=large]{inline-size:3.4rem;block-size:3.4rem}.avatar[data-size^=small]{inline-size:1.8rem;block-size:1.8rem;font-size:.8rem}
.thumb{position:relative;display:inline-block}.thumb img{inline-size:64px;block-size:64px;object-fit:cover;border-radius:8px;border:1px solid #e4e1d6}.thumb b{position:absolute;inset-block-start:-8px;inset-inline-end:-8px;background:#5d6258;color:#fff;border-radius:99px;font-size:.75rem;min-inline-size:21px;text-align:center;padding:1px 5px}
.chip,.placeholder{font:inherit;font-size:.9rem;border:1px solid #d6d3c8;border-radius:99px;background:#fff;padding:.15rem .7rem;color:inherit}.placeholder{border-style:dashed;border-radius:8px;color:#63685d;display:inline-block}.chip-remove{font:inherit;border:0;background:none;cursor:pointer}
`;
