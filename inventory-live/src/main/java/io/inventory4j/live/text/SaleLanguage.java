package io.inventory4j.live.text;

/** The language of a file or page for people. */
public enum SaleLanguage {
    /** English. */
    ENGLISH("en"),
    /** Simplified Chinese. */
    CHINESE("zh");

    private final String tag;

    SaleLanguage(String tag) {
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

    /**
     * The one of two texts that is in this language.
     *
     * @param english the text in English
     * @param chinese the same in Chinese
     * @return one of them
     */
    public String pick(String english, String chinese) {
        return this == ENGLISH ? english : chinese;
    }
}
