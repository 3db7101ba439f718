package io.inventory4j.architecture.samples.names.two;

interface Twin {}
