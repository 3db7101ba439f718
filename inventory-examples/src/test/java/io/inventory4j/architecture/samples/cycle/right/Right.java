package io.inventory4j.architecture.samples.cycle.right;

import io.inventory4j.architecture.samples.cycle.left.Left;

public interface Right {
    Left left();
}
