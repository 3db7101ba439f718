package io.inventory4j.architecture.samples.rooms.inner;

import io.inventory4j.architecture.samples.rooms.outer.Hidden;
import io.inventory4j.architecture.samples.rooms.outer.Shown;

interface Inner {
    Shown shown();

    Hidden[] hidden();
}
