package io.inventory4j.live.plan;

/** The language of a file's headers and words. A file is read in either, whatever the other cells are in. */
public enum PlanLanguage {
    /** English. */
    ENGLISH,
    /** Simplified Chinese. */
    CHINESE
}
