package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An evening of 24 SKUs in a real Chromium, in both languages and both colour schemes, on a desk and on a phone: that
 * nothing is cut off, nothing is missing and everything can be read. With the system property {@code
 * inventory.test.screenshots} it leaves pictures in that directory.
 */
@Timeout(300)
@Tag("slow")
class ControlRoomScreensTest {
    private static final long SEED = 7;

    private static RoomBrowser browser;
    private static RoomSale shop;
    private static URI uri;

    @BeforeAll
    static void start() throws IOException {
        browser = RoomBrowser.start();
        shop = RoomSale.evening((request, command) -> Optional.of("Lin Mei"));
        shop.playEvening(SEED);
        EveningScene.play(shop);
        uri = shop.serve("/room");
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    private static void open(String hash, String language) {
        browser.driver.get("about:blank");
        browser.driver.get(uri + "/" + hash);
        browser.until("the stream", () -> browser.has("#link.live"));
        browser.click("[data-lang=" + language + "]");
        browser.until("who works here", () -> !browser.text("#user").isEmpty());
    }

    private static void look(String name) throws IOException {
        String directory = System.getProperty("inventory.test.screenshots");
        if (directory != null) {
            browser.screenshot(Path.of(directory, name + ".png"));
        }
        assertEquals(List.of(), browser.strings(RoomScreens.look()), name);
    }

    /** For pictures: the shop's clock goes faster for a moment, so that the chart has something to show. */
    private static void sellForAChart() {
        int moments = System.getProperty("inventory.test.screenshots") == null ? 1 : 14;
        for (int i = 0; i < moments; i++) {
            shop.sell("SRM-3000", "douyin", i % 5 == 0 ? 12 : 3);
            shop.setNow(shop.now().plusSeconds(7));
            String clock = browser.text("#clock");
            browser.until("the next moment", () -> !browser.text("#clock").equals(clock));
        }
    }

    @ParameterizedTest
    @CsvSource({"en, false", "en, true", "zh, false", "zh, true"})
    void aDesk(String language, boolean dark) throws IOException {
        String name = "-" + language + (dark ? "-dark" : "-light");
        browser.window(1440, 900, dark, 1);
        open("", language);
        look("desk" + name);
        open("#sku=SRM-3000", language);
        browser.until("the chart", () -> browser.has("#detail .chart canvas"));
        sellForAChart();
        look("desk-detail" + name);
        browser.click("#detail [data-operation=TOP_UP]");
        browser.fill("#field-units", "120");
        browser.fill("#field-reason", "Second wave");
        look("desk-dialog" + name);
        browser.noComplaints();
    }

    @ParameterizedTest
    @CsvSource({"en, false", "en, true", "zh, false", "zh, true"})
    void aPhone(String language, boolean dark) throws IOException {
        String name = "-" + language + (dark ? "-dark" : "-light");
        browser.window(360, 780, dark, 2);
        open("", language);
        for (String view : List.of("products", "alerts", "ideas", "log")) {
            browser.click("#tabs [data-view=" + view + "]");
            look("phone-" + view + name);
        }
        open("", language);
        browser.click("[data-sku=SRM-3000]");
        browser.until("the chart", () -> browser.has("#detail .chart canvas"));
        look("phone-detail" + name);
        browser.click("#detail [data-operation=FREEZE]");
        browser.choose("#field-holds", "RELEASE");
        browser.fill("#field-reason", "Wrong price");
        look("phone-dialog" + name);
        browser.click("#dialog-go");
        browser.until("the second look", () -> browser.has("#dialog button.primary.danger"));
        look("phone-second-look" + name);
        browser.noComplaints();
    }

    @ParameterizedTest
    @CsvSource({"768, en", "1024, zh", "1280, en"})
    void whatLiesBetween(int width, String language) throws IOException {
        browser.window(width, 800, false, 1);
        open("", language);
        look("between-list-" + width);
        browser.driver.get(uri + "/#sku=CRM-5001");
        browser.until("the details", () -> browser.find("#detail").isDisplayed());
        look("between-" + width);
    }
}
