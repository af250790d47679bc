"use strict";
// Everything here is a help: each page can be read and used without it.

// Charts: drawn by the server; on demand the same specification is drawn here, to be pointed at.
let vega = null;
function loadVega() {
  vega ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = "/vega.js";
    script.onload = () => done(window.vegaEmbed);
    script.onerror = () => failed(new Error("The charts' library did not load."));
    document.head.append(script);
  });
  return vega;
}

for (const button of document.querySelectorAll(".explore")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const drawing = button.closest("figure").querySelector(".drawing");
    button.disabled = true;
    try {
      const [embed, spec] = await Promise.all([
        loadVega(),
        fetch(button.dataset.spec).then((answer) => answer.json()),
      ]);
      const box = document.createElement("div");
      // ast: expressions are interpreted, never made into code, as our content policy wants it
      await embed(box, spec, { actions: false, ast: true, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } });
      drawing.replaceChildren(box);
      drawing.classList.add("live");
      button.hidden = true;
    } catch (problem) {
      button.disabled = false;
      button.textContent = `Explore (${problem.message})`;
    }
  });
}

// Days: a slider over the years, and forms that send themselves when a choice changes.
for (const form of document.querySelectorAll("form[data-live]")) {
  const slide = form.querySelector(".slide");
  const slider = slide.querySelector("input");
  const out = slide.querySelector("output");
  const day = form.querySelector("#on");
  slide.hidden = false;
  slider.addEventListener("input", () => { out.value = slider.value; });
  slider.addEventListener("change", () => {
    const wanted = `${slider.value}-12-31`;
    day.value = wanted > day.max ? day.max : wanted;
    send(form);
  });
  form.querySelector("#measure").addEventListener("change", () => send(form));
}

function send(form) {
  for (const field of form.querySelectorAll("input[name]")) field.disabled = field.value === "";
  form.requestSubmit();
}

// The world: play through the years on the same map.
for (const form of document.querySelectorAll("form[data-years]")) {
  const slide = form.querySelector(".slide");
  const slider = slide.querySelector("input");
  const out = slide.querySelector("output");
  const year = form.querySelector("#year");
  const play = slide.querySelector("#play");
  const title = document.querySelector("[data-chart=blocs] .figtitle");
  const map = document.querySelector("[data-chart=blocs] .worldmap");
  const key = document.querySelector("[data-chart=blocs] .mapkey");
  const lead = document.querySelector(".lead");
  const caption = document.querySelector("[data-chart=blocs] figcaption").firstChild;
  slide.hidden = false;
  let playing = false;
  let asked = 0;
  let shown = 0;
  const show = async () => {
    const wanted = slider.value;
    const mine = ++asked;
    out.value = wanted;
    year.value = wanted;
    const measure = form.querySelector("#measure").value;
    const answer = await fetch(`/api/world?year=${wanted}&measure=${encodeURIComponent(measure)}`);
    // what comes late is shown all the same, unless a later year is shown already
    if (!answer.ok || mine < shown) return;
    shown = mine;
    const world = await answer.json();
    const blocs = new Map(world.places.map((place) => [place.iso3, place]));
    for (const shape of map.querySelectorAll("[id^='map-'],[id^='dot-']")) {
      const place = blocs.get(shape.id.slice(4));
      shape.setAttribute("class", place ? `g${Math.min(place.bloc, 6)}` : "none");
      shape.querySelector("title").textContent = place ? `${place.name}: bloc ${place.bloc}` : "unknown";
    }
    title.textContent = `Blocs in ${world.year}`;
    // what else names the year, and how large each bloc is, follows
    document.querySelector("h1").textContent = `Who stood with whom in ${world.year}`;
    document.querySelector(".kicker").textContent = `World · ${world.year}`;
    lead.hidden = true;
    caption.textContent = caption.textContent.replace(/silhouette [−\d.-]+/, `silhouette ${world.silhouette.toFixed(2)}`);
    const sizes = new Map();
    for (const place of world.places) sizes.set(place.bloc, 1 + (sizes.get(place.bloc) ?? 0));
    const items = [...sizes].sort((a, b) => a[0] - b[0]).map(([bloc, size]) => {
      const item = key.firstElementChild.cloneNode(true);
      item.querySelector("rect").setAttribute("class", `g${Math.min(bloc, 6)}`);
      item.lastChild.textContent = ` bloc ${bloc} (${size})`;
      return item;
    });
    key.replaceChildren(...items, key.lastElementChild);
    map.classList.add("played");
  };
  slider.addEventListener("input", show);
  const stop = () => {
    playing = false;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  };
  play.addEventListener("click", async () => {
    if (playing) return stop();
    if (Number(slider.value) >= Number(slider.max)) slider.value = slider.min;
    playing = true;
    play.textContent = "Stop";
    play.setAttribute("aria-pressed", "true");
    while (playing && Number(slider.value) < Number(slider.max)) {
      slider.value = Number(slider.value) + 1;
      // the next year when this one is drawn, and not before one had time to look at it
      await Promise.all([show(), new Promise((done) => { setTimeout(done, 700); })]);
    }
    stop();
  });
}

// A scenario: a slider for each value; what it comes to is played again as it moves.
for (const form of document.querySelectorAll("form[data-scenario]")) {
  let asked = 0;
  let timer = null;
  const play = async () => {
    const mine = ++asked;
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") wanted.append(name, value);
    const address = `${form.getAttribute("action")}?${wanted}`;
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("played").replaceChildren(...page.getElementById("played").childNodes);
    history.replaceState(null, "", address);
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(play, 120); };
  for (const slider of form.querySelectorAll(".slider")) {
    const field = document.getElementById(slider.dataset.for);
    slider.hidden = false;
    slider.addEventListener("input", () => { field.value = slider.value; soon(); });
    field.addEventListener("input", () => { if (field.value !== "") slider.value = field.value; soon(); });
  }
}

// A checked article: the text and its judgement find each other.
for (const page of document.querySelectorAll("[data-claims]")) {
  // a stretch of text may carry several claims
  const here = (mark, id) => mark.dataset.here.split(" ").includes(id);
  const pairs = (id) => [
    document.getElementById(id),
    ...[...page.querySelectorAll("mark[data-here]")].filter((mark) => here(mark, id)),
  ].filter(Boolean);
  const light = (id) => {
    for (const lit of page.querySelectorAll(".on")) lit.classList.remove("on");
    for (const part of pairs(id)) part.classList.add("on");
  };
  for (const link of page.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", () => light(link.getAttribute("href").slice(1).replace(/^t-/, "")));
  }
  if (location.hash) light(location.hash.slice(1).replace(/^t-/, ""));
}

// Paper shows what a click would: evidence and coverage are opened.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open]):not(.family)")];
  for (const part of opened) part.open = true;
  for (const image of document.images) image.loading = "eager";
});
window.addEventListener("afterprint", () => { for (const part of opened) part.open = false; });

// A link to a closed part opens it.
const reveal = () => {
  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part && part.tagName === "DETAILS") part.open = true;
};
window.addEventListener("hashchange", reveal);
reveal();
