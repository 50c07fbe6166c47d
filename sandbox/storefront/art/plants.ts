import { pick } from "./pick";

const POTS = [["#b9674b", "#9f5439"], ["#d9cbb4", "#c3b298"], ["#6f7f78", "#5a6963"], ["#e9e4da", "#d3ccbf"], ["#3f4a48", "#323b39"]] as const;
const GREENS = [["#3f7a57", "#2f6146"], ["#4f8a5b", "#3b6e48"], ["#5d8c4a", "#496f39"], ["#2f6b5e", "#24544a"]] as const;

type Greens = readonly [string, string];
type Habit = (greens: Greens) => string;

/** A plant in its pot; the habit follows the name where it is a known one. */
export function drawPlant(title: string, seed: number): string {
  const greens = pick(GREENS, seed >>> 3);
  const [, habit] = HABITS.find(([name]) => title.toLowerCase().includes(name)) ?? ["", pick(HABITS, seed >>> 5)[1]];
  return `${habit(greens)}${pot(pick(POTS, seed >>> 7))}`;
}

function pot([body, shade]: readonly [string, string]): string {
  return `<path d="M290 500h220l-26 180a16 16 0 0 1-16 14H332a16 16 0 0 1-16-14z" fill="${body}"/>
<path d="M430 500h80l-26 180a16 16 0 0 1-16 14h-52z" fill="${shade}" opacity=".55"/><path d="M290 512h220l-2 14H292z" fill="${shade}" opacity=".7"/><rect x="276" y="478" width="248" height="38" rx="9" fill="${body}"/><path d="M430 478h85a9 9 0 0 1 9 9v20a9 9 0 0 1-9 9h-85z" fill="${shade}" opacity=".4"/>`;
}

function leaf(options: { x: number; y: number; length: number; width: number; turn: number; fill: string; vein?: string }): string {
  const { x, y, length, width, turn, fill, vein } = options;
  const half = width / 2;
  const outline = `M0 0C${-half} ${-length * 0.3} ${-half} ${-length * 0.75} 0 ${-length}C${half} ${-length * 0.75} ${half} ${-length * 0.3} 0 0z`;
  const line = vein ? `<path d="M0 0V${-length * 0.92}" stroke="${vein}" stroke-width="4" fill="none" stroke-linecap="round" opacity=".6"/>` : "";
  return `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="${outline}" fill="${fill}"/>${line}</g>`;
}

function stem(to: { x: number; y: number }, color: string, from = { x: 400, y: 500 }): string {
  return `<path d="M${from.x} ${from.y}Q${(from.x + to.x) / 2} ${to.y + 40} ${to.x} ${to.y}" stroke="${color}" stroke-width="9" fill="none" stroke-linecap="round"/>`;
}

const splitLeaves: Habit = ([light, dark]) => {
  const places = [[400, 330, 0, 210], [285, 380, -48, 180], [520, 375, 46, 185], [330, 300, -22, 170], [475, 290, 24, 175]] as const;
  return places.map(([x, y, turn, size], index) => {
    const fill = index % 2 ? dark : light;
    const cuts = [0.35, 0.55, 0.75].map((at) => `<path d="M${-size * 0.5} ${-size * at - 16}L${-size * 0.14} ${-size * at}M${size * 0.5} ${-size * at - 16}L${size * 0.14} ${-size * at}" stroke="#e9ede2" stroke-width="11" stroke-linecap="round"/>`).join("");
    const heart = `M0 0C${-size * 0.75} ${-size * 0.05} ${-size * 0.62} ${-size * 0.85} 0 ${-size}C${size * 0.62} ${-size * 0.85} ${size * 0.75} ${-size * 0.05} 0 0z`;
    return `<clipPath id="m${index}"><path d="${heart}"/></clipPath>${stem({ x, y }, dark)}<g transform="translate(${x} ${y}) rotate(${turn})"><path d="${heart}" fill="${fill}"/><g clip-path="url(#m${index})">${cuts}</g><path d="M0 0V${-size * 0.9}" stroke="${index % 2 ? light : dark}" stroke-width="5"/></g>`;
  }).join("");
};

const smallTree: Habit = ([light, dark]) => {
  const leaves = Array.from({ length: 17 }, (_, index) => {
    const angle = (index / 17) * Math.PI * 2;
    const radius = index % 2 ? 105 : 60;
    return leaf({ x: 400 + Math.cos(angle) * radius, y: 235 + Math.sin(angle) * radius * 0.85, length: 120, width: 76, turn: (angle * 180) / Math.PI + 90, fill: index % 3 ? light : dark, vein: index % 3 ? dark : light });
  }).join("");
  return `<path d="M400 510C392 420 408 340 400 240" stroke="#8b6b4d" stroke-width="17" fill="none" stroke-linecap="round"/>${leaves}`;
};

const blades: Habit = ([light, dark]) => [[-30, 320, -15], [30, 330, 14], [-12, 400, -5], [16, 420, 4], [0, 350, 24], [-2, 340, -25]]
  .map(([dx, length, turn], index) => leaf({ x: 400 + dx! * 2, y: 510, length: length!, width: 66, turn: turn!, fill: index % 2 ? light : dark, vein: "#cdd9a5" })).join("");

const roundLeaves: Habit = ([light, dark]) => [[400, 250, 0], [300, 310, -34], [500, 305, 32], [335, 400, -60], [470, 405, 58], [400, 370, 8]]
  .map(([x, y, turn], index) => {
    const stripes = [-60, -30, 0, 30, 60].map((offset) => `<path d="M0 ${offset}Q-40 ${offset - 22} -72 ${offset - 30}M0 ${offset}Q40 ${offset - 22} 72 ${offset - 30}" stroke="#cfe0c8" stroke-width="6" fill="none" opacity=".75"/>`).join("");
    return `${stem({ x: x!, y: y! + 60 }, dark)}<g transform="translate(${x} ${y}) rotate(${turn}) scale(.95)"><ellipse rx="84" ry="98" fill="${index % 2 ? light : dark}"/>${stripes}</g>`;
  }).join("");

const trailing: Habit = ([light, dark]) => [[300, 660], [345, 600], [455, 620], [500, 690], [270, 560], [530, 570]]
  .map(([x, y], line) => {
    const hearts = Array.from({ length: 5 }, (_, index) => {
      const share = (index + 1) / 5;
      const hx = 400 + (x! - 400) * Math.min(1, share * 1.3);
      const hy = 470 + (y! - 470) * share * share;
      return `<path transform="translate(${hx} ${hy}) scale(${1.5})" d="M0 8C-16-4-10-18 0-9C10-18 16-4 0 8z" fill="${(line + index) % 2 ? light : dark}"/>`;
    }).join("");
    return `<path d="M400 470Q${x} 470 ${x} ${y}" stroke="${dark}" stroke-width="4" fill="none"/>${hearts}`;
  }).join("") + Array.from({ length: 9 }, (_, index) => leaf({ x: 400, y: 480, length: 90 + (index % 3) * 18, width: 46, turn: -72 + index * 18, fill: index % 2 ? light : dark })).join("");

const paddles: Habit = ([light, dark]) => [[300, 260, -20], [400, 190, 0], [505, 255, 20], [345, 340, -34], [460, 335, 32]]
  .map(([x, y, turn], index) => `${stem({ x: x!, y: y! }, dark)}${leaf({ x: x!, y: y! + 30, length: 190, width: 110, turn: turn!, fill: index % 2 ? dark : light, vein: index % 2 ? light : dark })}`).join("")
  + `<path d="M415 350L520 300L470 345L540 340L440 372z" fill="#e0893c"/><path d="M430 356L505 352" stroke="#4a5fa5" stroke-width="9"/>`;

const fronds: Habit = ([light, dark]) => Array.from({ length: 9 }, (_, index) => {
  const turn = -72 + index * 18;
  const pinnae = Array.from({ length: 9 }, (_unused, row) => `<path d="M0 ${-60 - row * 26}q-30 -16 -${52 - row * 4} -4q16 22 ${52 - row * 4} 4M0 ${-60 - row * 26}q30 -16 ${52 - row * 4} -4q-16 22 -${52 - row * 4} 4" fill="${index % 2 ? light : dark}"/>`).join("");
  return `<g transform="translate(400 500) rotate(${turn})"><path d="M0 0V-310" stroke="${dark}" stroke-width="5"/>${pinnae}</g>`;
}).join("");

const HABITS: [name: string, habit: Habit][] = [
  ["monstera", splitLeaves], ["fig", smallTree], ["snake", blades], ["calathea", roundLeaves], ["string", trailing], ["paradise", paddles], ["olive", smallTree], ["fern", fronds],
];
