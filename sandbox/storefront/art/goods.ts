import { escapeHtml } from "../html";
import { pick } from "./pick";

type Drawing = (palette: Palette, title: string) => string;
interface Palette { main: string; shade: string; accent: string }

const PALETTES: Palette[] = [
  { main: "#b9674b", shade: "#95492f", accent: "#f0e3d2" }, { main: "#5d7a6b", shade: "#466153", accent: "#efe9dc" }, { main: "#c79a4b", shade: "#a67d34", accent: "#fbf3e2" },
  { main: "#56697f", shade: "#425266", accent: "#eef0ee" }, { main: "#8d5a6b", shade: "#6f4452", accent: "#f6e9e6" },
];

/** A thing of the shop that is no plant: its type decides, for tools and care the name. */
export function drawGoods(type: string, title: string, seed: number): string {
  const palette = pick(PALETTES, seed >>> 4);
  const lower = title.toLowerCase();
  const named = BY_NAME.find(([word]) => lower.includes(word));
  return (named?.[1] ?? BY_TYPE[type] ?? jar)(palette, title);
}

const bowlPot: Drawing = ({ main, shade, accent }) => `<path d="M220 330h360l-40 320a36 36 0 0 1-36 32H296a36 36 0 0 1-36-32z" fill="${main}"/>
<path d="M450 330h130l-40 320a36 36 0 0 1-36 32h-60z" fill="${shade}" opacity=".5"/><path d="M236 452h328l-8 64H244z" fill="${accent}" opacity=".85"/><ellipse cx="400" cy="330" rx="180" ry="38" fill="${shade}"/><ellipse cx="400" cy="334" rx="150" ry="26" fill="#4d4238"/>`;

const trio: Drawing = (palette) => [[400, 0, 1], [235, 120, 0.62], [575, 160, 0.5]].map(([x, y, scale]) => `<g transform="translate(${x! - 400 * scale!} ${y! + 690 * (1 - scale!) - y!}) scale(${scale})">${bowlPot(palette, "")}</g>`).join("");

const trough: Drawing = ({ main, shade, accent }) => `<rect x="150" y="430" width="500" height="230" rx="14" fill="${main}"/>${[0, 1, 2].map((row) => `<path d="M150 ${488 + row * 58}h500" stroke="${shade}" stroke-width="6"/>`).join("")}
<rect x="150" y="430" width="34" height="230" fill="${accent}" opacity=".8"/><rect x="616" y="430" width="34" height="230" fill="${accent}" opacity=".8"/><ellipse cx="400" cy="432" rx="230" ry="22" fill="#4d4238"/>
${[210, 280, 350, 420, 490, 560].map((x, index) => `<path d="M${x} 430q-34 -70 -8 -${130 + (index % 3) * 40}q44 60 20 ${130 + (index % 3) * 40}" fill="${index % 2 ? "#5d8c4a" : "#3f7a57"}"/>`).join("")}`;

const hanging: Drawing = ({ main, shade }) => `<path d="M400 60L250 430M400 60L550 430M400 60V430" stroke="${shade}" stroke-width="6"/><path d="M240 430h320q0 190-160 190T240 430z" fill="${main}"/>
${[0, 1, 2, 3].map((row) => `<path d="M${252 + row * 14} ${470 + row * 38}q148 40 ${296 - row * 28} 0" stroke="${shade}" stroke-width="7" fill="none"/>`).join("")}<path d="M300 430q-40-90 10-130q30 60 10 130M380 430q-10-120 30-160q30 80 0 160M470 430q10-90 60-110q0 70-40 110" fill="#4f8a5b"/>`;

const trowel: Drawing = ({ main, shade }) => `<g transform="rotate(32 400 400)"><path d="M400 90c70 70 80 200 60 300h-120c-20-100-10-230 60-300z" fill="#a8b0b2"/><path d="M400 90c70 70 80 200 60 300h-60z" fill="#8c9597"/><rect x="386" y="380" width="28" height="90" fill="#7a8284"/>
<rect x="368" y="462" width="64" height="220" rx="30" fill="${main}"/><rect x="402" y="462" width="30" height="220" rx="15" fill="${shade}" opacity=".6"/></g>`;

const pruners: Drawing = ({ main, shade }) => `<path d="M330 130c100 60 130 150 90 250l-46-14c18-90 0-160-44-236z" fill="#a8b0b2"/><path d="M480 150c-60 50-86 130-80 220l44 10c0-80 10-150 36-230z" fill="#8c9597"/><circle cx="408" cy="384" r="24" fill="#6d7577"/>
<path d="M388 400c-70 70-110 170-112 270q34 26 60-4c0-90 40-160 92-220z" fill="${main}"/><path d="M432 398c80 60 120 150 124 262q-32 30-62 4c-6-90-46-150-96-216z" fill="${shade}"/>`;

const weeder: Drawing = ({ main, shade }) => `<g transform="rotate(14 400 400)"><rect x="388" y="150" width="24" height="430" rx="10" fill="${main}"/><rect x="330" y="120" width="140" height="44" rx="22" fill="${shade}"/><path d="M360 580h80l-14 120-26-50-26 50z" fill="#8c9597"/></g>`;

const wateringCan: Drawing = ({ main, shade }) => `<path d="M270 360h240v270a40 40 0 0 1-40 40H310a40 40 0 0 1-40-40z" fill="#b87546"/><path d="M420 360h90v270a40 40 0 0 1-40 40h-50z" fill="#9a5d33"/><path d="M510 520L660 300l26 18-176 290z" fill="#b87546"/><path d="M646 290l60 34 10-30-56-34z" fill="${shade}"/>
<path d="M270 400c-110-10-120 190 0 200" stroke="#9a5d33" stroke-width="24" fill="none"/><path d="M300 360c20-110 160-110 180 0" stroke="${main}" stroke-width="20" fill="none"/>`;

const roll: Drawing = ({ main, shade, accent }) => `<rect x="180" y="330" width="440" height="270" rx="40" fill="${main}"/><path d="M180 430h440" stroke="${shade}" stroke-width="8"/><path d="M270 330v270M400 330v270M530 330v270" stroke="${accent}" stroke-width="5" stroke-dasharray="14 12" opacity=".7"/><path d="M300 330v-70M340 330v-110M430 330v-60M470 330v-130M560 330v-80" stroke="#7a8284" stroke-width="22" stroke-linecap="round"/>`;

const gloves: Drawing = ({ main, shade, accent }) => [[-80, -10], [90, 12]].map(([dx, turn]) => `<g transform="translate(${dx} 0) rotate(${turn} 400 400)"><path d="M330 660V430l-46-90q-4-34 30-30l44 60V210q22-30 44 0v120V190q24-28 46 0v140V220q22-24 42 0v440z" fill="${main}"/><rect x="322" y="600" width="176" height="80" rx="14" fill="${accent}"/><path d="M330 480h160" stroke="${shade}" stroke-width="6"/></g>`).join("");

const bag: Drawing = ({ main, shade, accent }) => `<path d="M250 210h300l26 470H224z" fill="${main}"/><path d="M460 210h90l26 470H480z" fill="${shade}" opacity=".55"/><path d="M250 210h300v-34H250z" fill="${shade}"/><rect x="290" y="330" width="220" height="220" rx="110" fill="${accent}"/><path d="M400 520q-70-60-6-150q76 60 6 150z" fill="#4f8a5b"/>`;

const bottle: Drawing = ({ main, shade, accent }) => `<rect x="360" y="130" width="80" height="90" rx="12" fill="${shade}"/><path d="M340 220h120l40 90v330a40 40 0 0 1-40 40H340a40 40 0 0 1-40-40V310z" fill="${main}"/><path d="M440 220h20l40 90v330a40 40 0 0 1-40 40h-30z" fill="${shade}" opacity=".5"/><rect x="300" y="400" width="200" height="160" fill="${accent}"/><path d="M340 450h120M340 486h80" stroke="${shade}" stroke-width="8" stroke-linecap="round"/>`;

const mister: Drawing = () => `<path d="M310 330h180l30 310a36 36 0 0 1-36 40H316a36 36 0 0 1-36-40z" fill="#c9a24c"/><path d="M440 330h50l30 310a36 36 0 0 1-36 40h-40z" fill="#a7832f"/><rect x="360" y="240" width="80" height="96" fill="#b8923f"/><path d="M330 180h170v60H360zM500 196h60v24h-60z" fill="#a7832f"/><path d="M340 240q-40 60-14 110" stroke="#8a6b24" stroke-width="16" fill="none"/><path d="M590 190l40-18M592 208h46M590 226l40 18" stroke="#9fb6bd" stroke-width="7" stroke-linecap="round"/>`;

const meter: Drawing = ({ main, shade, accent }) => `<rect x="300" y="140" width="200" height="210" rx="40" fill="${main}"/><circle cx="400" cy="240" r="70" fill="${accent}"/><path d="M400 250L440 200" stroke="${shade}" stroke-width="9" stroke-linecap="round"/><rect x="390" y="350" width="20" height="330" rx="10" fill="#8c9597"/>`;

const giftCard: Drawing = ({ main, shade, accent }) => `<g transform="rotate(-7 400 420)"><rect x="150" y="270" width="500" height="310" rx="28" fill="${main}"/><path d="M150 480q250-140 500 0v72a28 28 0 0 1-28 28H178a28 28 0 0 1-28-28z" fill="${shade}" opacity=".5"/><path d="M400 270v310M150 400h500" stroke="${accent}" stroke-width="22"/><path d="M400 400c-70-90-130-20 0 0c130-20 70-90 0 0" fill="none" stroke="${accent}" stroke-width="20"/></g>`;

const tin: Drawing = ({ main, shade, accent }, title) => `<rect x="270" y="210" width="260" height="470" rx="26" fill="${main}"/><rect x="440" y="210" width="90" height="470" rx="26" fill="${shade}" opacity=".55"/><rect x="258" y="190" width="284" height="84" rx="18" fill="${shade}"/><rect x="300" y="350" width="200" height="220" rx="8" fill="${accent}"/><circle cx="400" cy="430" r="46" fill="${main}" opacity=".85"/><text x="400" y="530" text-anchor="middle" font-family="Georgia,serif" font-size="26" fill="${shade}">${escapeHtml(title.slice(0, 12))}</text>`;

const teapot: Drawing = ({ shade }) => `<ellipse cx="400" cy="500" rx="190" ry="160" fill="#3d4443"/><path d="M560 470q110-30 130-130l30 10q-20 150-140 200z" fill="#3d4443"/><path d="M250 380c10-170 290-170 300 0" stroke="${shade}" stroke-width="24" fill="none"/><ellipse cx="400" cy="350" rx="110" ry="30" fill="#2f3534"/><circle cx="400" cy="312" r="24" fill="#2f3534"/>`;

const notebook: Drawing = ({ main, shade, accent }) => `<g transform="rotate(-6 400 420)"><rect x="230" y="180" width="340" height="480" rx="12" fill="${accent}"/><rect x="218" y="172" width="340" height="480" rx="12" fill="${main}"/><rect x="218" y="172" width="54" height="480" fill="${shade}"/>${[0, 1, 2, 3, 4].map((row) => `<circle cx="245" cy="${230 + row * 90}" r="8" fill="${accent}"/>`).join("")}<rect x="330" y="270" width="170" height="110" rx="6" fill="${accent}"/></g>`;

const perfume: Drawing = ({ main, shade, accent }) => `<rect x="350" y="150" width="100" height="110" rx="14" fill="#c9a24c"/><rect x="370" y="256" width="60" height="40" fill="#a7832f"/><path d="M270 296h260q30 0 30 30v320a36 36 0 0 1-36 36H276a36 36 0 0 1-36-36V326q0-30 30-30z" fill="${main}" opacity=".9"/><path d="M260 420h280v226a22 22 0 0 1-22 22H282a22 22 0 0 1-22-22z" fill="${shade}" opacity=".6"/><rect x="310" y="430" width="180" height="120" fill="${accent}"/><path d="M340 490h120" stroke="#c9a24c" stroke-width="7"/>`;

const jar: Drawing = (palette) => bowlPot(palette, "");

const BY_NAME: [string, Drawing][] = [
  ["trio", trio], ["hanging", hanging], ["trowel", trowel], ["pruner", pruners], ["weeder", weeder], ["watering can", wateringCan], ["roll", roll], ["glove", gloves],
  ["mix", bag], ["mister", mister], ["meter", meter], ["teapot", teapot], ["spray", bottle],
];
const BY_TYPE: Record<string, Drawing> = {
  Pot: bowlPot, Planter: trough, Tool: trowel, Care: bottle, "Gift card": giftCard, Tea: tin, Coffee: tin, Teaware: teapot, Paper: notebook, Perfume: perfume, Food: bag, Home: jar,
};
