/** Zooms the picture: its box scrolls, so that keyboards, wheels and fingers move it as they move any page. */
const STEP = 1.25;
const [LEAST, MOST] = [0.1, 4];

export class Zoom {
  readonly #frame: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #natural: number;
  #scale = 1;

  constructor(frame: HTMLElement, svg: SVGSVGElement) {
    this.#frame = frame;
    this.#svg = svg;
    this.#natural = Number(svg.getAttribute("width"));
    svg.removeAttribute("height");
    this.fit();
    frame.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.by(event.deltaY < 0 ? STEP : 1 / STEP);
      },
      { passive: false },
    );
  }

  /** As large as the width allows, but not larger than drawn. */
  fit(): void {
    this.#apply(Math.min(1, (this.#frame.clientWidth - 2) / this.#natural));
  }

  in(): void {
    this.by(STEP);
  }

  out(): void {
    this.by(1 / STEP);
  }

  by(factor: number): void {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.#frame;
    const before = this.#scale;
    this.#apply(before * factor);
    const grown = this.#scale / before;
    this.#frame.scrollLeft = (scrollLeft + clientWidth / 2) * grown - clientWidth / 2;
    this.#frame.scrollTop = (scrollTop + clientHeight / 2) * grown - clientHeight / 2;
  }

  /** Scrolls until a part of the picture is in the middle. */
  show(part: Element): void {
    const [own, around] = [part.getBoundingClientRect(), this.#frame.getBoundingClientRect()];
    this.#frame.scrollLeft += own.left + own.width / 2 - around.left - around.width / 2;
    this.#frame.scrollTop +=
      own.top + Math.min(own.height, around.height) / 2 - around.top - around.height / 2;
  }

  #apply(scale: number): void {
    this.#scale = Math.min(MOST, Math.max(LEAST, scale));
    this.#svg.setAttribute("width", String(Math.max(1, Math.round(this.#natural * this.#scale))));
  }
}
