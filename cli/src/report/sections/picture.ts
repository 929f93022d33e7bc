import type { PictureBox, PictureItem } from "@aks-topology/platform";
import { renderSvg } from "../../diagram/svg.js";
import type { Layout } from "../../diagram/placed.js";
import { Html, html } from "../html.js";

/** The picture with its controls, and the same as text. */
export function pictureSection(layout: Layout | undefined, isOld: boolean): Html {
  if (layout === undefined)
    return html`<p>The file has errors, so there is no picture. Correct the problems below first.</p>`;
  const note = isOld
    ? html`<p class="bad">The file has errors. This is its last picture without.</p>`
    : html``;
  return html`${note}
    <div class="toolbar">
      <label for="search">Search the picture</label>
      <input id="search" type="search" autocomplete="off" placeholder="name, range, address" />
      <span id="search-result" role="status"></span>
      <span class="buttons" role="group" aria-label="Zoom">
        <button type="button" id="zoom-out" aria-label="Zoom out">−</button>
        <button type="button" id="zoom-in" aria-label="Zoom in">+</button>
        <button type="button" id="zoom-fit">Fit</button>
      </span>
    </div>
    <div id="picture-frame" tabindex="0" role="group" aria-label="Drawing">
      ${new Html(renderSvg(layout))}
    </div>
    <details class="as-text">
      <summary>The picture as text</summary>
      ${branches(layout, undefined)}
    </details>`;
}

function branches(layout: Layout, parent: string | undefined): Html {
  const boxes = layout.boxes
    .map(({ box }, index) => ({ box, index }))
    .filter(({ box }) => box.parent === parent);
  if (boxes.length === 0) return html``;
  return html`<ul>
    ${boxes.map(({ box, index }) => branch(layout, box, index))}
  </ul>`;
}

function branch(layout: Layout, box: PictureBox, index: number): Html {
  const { details, items, labels, title, isExisting, usage } = box;
  const used = usage === undefined ? "" : `${usage.needed} of ${usage.usable} addresses`;
  const words = [...details, used, isExisting ? "exists already" : ""].filter((text) => text !== "");
  return html`<li id="box-${index}">
    <button type="button" class="name" data-shows="${index}">${title}</button> ${words.join(", ")}
    ${
      items.length + labels.length === 0
        ? html``
        : html`<ul>
            ${[...items.map(itemLine), ...labels.map(({ text }) => html`<li>${text}</li>`)]}
          </ul>`
    }
    ${branches(layout, box.id)}
  </li>`;
}

function itemLine({ title, detail, address, isExisting }: PictureItem): Html {
  const words = [detail, isExisting ? "exists already" : ""].filter((text) => text !== "").join(", ");
  return html`<li><strong>${title}</strong> ${words} <code>${address}</code></li>`;
}
