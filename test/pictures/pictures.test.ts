import { expect, test } from "vitest";
import { playApply } from "./apply.js";
import { filmPicture } from "./film.js";
import { playInteractive } from "./interactive.js";
import { mainJobPicture, playMainJob } from "./main-job.js";
import { PALETTES, type Palette } from "./palette.js";

/** `npm run pictures` draws them anew; see docs/pictures. */
const compare = async (name: string, draw: (palette: Palette) => string): Promise<void> => {
  for (const palette of PALETTES) {
    await expect(draw(palette)).toMatchFileSnapshot(`../../docs/pictures/${name}-${palette.name}.svg`);
  }
};

test("main-job is what the program does", async () => {
  const played = await playMainJob();
  await compare("main-job", (palette) => mainJobPicture(played, palette));
});

test("interactive is what the program asks", async () => {
  const film = await playInteractive();
  await compare("interactive", (palette) => filmPicture(film, palette));
});

test("apply is what the program shows on its way", async () => {
  const film = await playApply();
  await compare("apply", (palette) => filmPicture(film, palette));
});
