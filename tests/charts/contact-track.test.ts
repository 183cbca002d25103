// Where the words of contacts stand on a timeline of 500 pixels.
import { describe, expect, it } from "vitest";
import { contactLabels } from "../../lib/src/charts/contact-track";

describe("the words of a contact", () => {
  const right = (room: number) => ({ isLeft: false, room });
  const left = (room: number) => ({ isLeft: true, room });
  it.each([
    ["nobody", [], []],
    ["stand on the right, up to the end", [100], [right(380)]],
    ["stand on the right, up to the next", [100, 300], [right(180), right(180)]],
    ["have no room where the next is near", [100, 150, 300], [right(0), right(130), right(180)]],
    ["stand on the left at the end", [490], [left(470)]],
    ["share the room with the one before", [100, 490], [right(185), left(185)]],
    ["take all of it when half is too little", [400, 490], [right(0), left(70)]],
    ["stand nowhere when all is too little", [440, 490], [right(0), left(0)]],
  ])("%s", (_fact, places, labels) => expect(contactLabels(places, 500)).toEqual(labels));
});
