package io.inventory4j.architecture.samples.rooms.outer;

public interface Hidden {}
