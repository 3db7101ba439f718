package io.inventory4j.live.report;

/** A language of the report for people. */
public enum ReportLanguage {
    /** English. */
    ENGLISH("en"),
    /** Simplified Chinese. */
    CHINESE("zh");

    private final String tag;

    ReportLanguage(String tag) {
        this.tag = tag;
    }

    /**
     * Its name for a browser.
     *
     * @return the language tag
     */
    public String tag() {
        return tag;
    }

    String pick(String english, String chinese) {
        return this == ENGLISH ? english : chinese;
    }
}
