package io.inventory4j.architecture.samples.cycle.left;

import io.inventory4j.architecture.samples.cycle.right.Right;

public interface Left {
    Right right();
}
