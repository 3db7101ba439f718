package io.inventory4j.architecture.samples.names.one;

interface Twin {}
