package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomFilesTest {
    private final RoomFiles files = new RoomFiles();

    private String language(String accepted) {
        return String.valueOf(files.page(accepted).headers().get("Content-Language"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"zh-CN,zh;q=0.9 | zh-Hans", "fr, zh;q=0.5, en;q=0.4 | zh-Hans", "en-GB, zh;q=0.5 | en", "fr | en"})
    void theLanguageThatIsWantedMost(String accepted, String language) {
        assertEquals(language, language(accepted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "", ";", "zh;q=x", "*", "--, zh", "-zh-"})
    void whatIsNoLanguageIsEnglish(String accepted) {
        assertEquals("en", language(accepted));
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 200_000})
    void aLongListIsNotRead(int length) {
        assertEquals("en", language("zh," + "x".repeat(length)));
    }
}
