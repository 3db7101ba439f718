package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page in a real Chromium: that it shows what the ledger holds, and does what its buttons say. */
@Timeout(300)
class ControlRoomBrowserTest {
    private static final RoomAuthorizer ANNA = (request, command) -> Optional.of("Anna");

    private static RoomBrowser browser;
    private RoomSale shop = RoomSale.small(ANNA);
    private URI uri = URI.create("http://localhost");

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = RoomBrowser.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private void open(RoomSale other, String hash) throws IOException {
        shop.close();
        shop = other;
        open(hash);
    }

    private void open(String hash) throws IOException {
        shop.setNow(RoomSale.EIGHT.plusSeconds(60));
        uri = shop.serve("/room");
        browser.window(1440, 900, false, 1);
        browser.driver.get("about:blank");
        browser.driver.get(uri + "/" + hash);
        browser.until("the rows", () -> browser.has("#rows tr"));
        browser.until("the stream", () -> browser.has("#link.live"));
    }

    @AfterEach
    void stop() {
        try {
            browser.noComplaints();
            assertEquals(List.of(), browser.strings(look()));
        } finally {
            browser.driver.get("about:blank");
            shop.close();
        }
    }

    private static String look() {
        return RoomScreens.look();
    }

    private String cell(String sku, String column) {
        return browser.text("#rows tr:has([data-sku=\"" + sku + "\"]) td." + column);
    }

    private void showsTheLedger() {
        for (String sku : List.of("COAT", "SCARF", "BOX")) {
            List<StockLevel> lines = shop.sale.levels().stream()
                    .filter(level -> level.key().sku().equals(sku))
                    .toList();
            long available = lines.stream().mapToLong(StockLevel::available).sum();
            long held = lines.stream().mapToLong(StockLevel::reserved).sum();
            long sold = lines.stream().mapToLong(StockLevel::committed).sum();
            browser.until(
                    sku + " has " + available + ", " + held + ", " + sold,
                    () -> cell(sku, "available").equals(Long.toString(available))
                            && cell(sku, "held").equals(Long.toString(held))
                            && cell(sku, "sold").equals(Long.toString(sold)));
        }
    }

    @Test
    void itShowsWhatTheLedgerHoldsBeforeAndAfterOrders() throws IOException {
        open("");
        showsTheLedger();
        shop.hold("COAT", "tmall", 3);
        shop.sell("COAT", "douyin", 7);
        shop.sell("SCARF", null, 2);
        showsTheLedger();
        browser.until("the sums", () -> browser.text("[data-figure=held] dd").equals("3"));
        browser.driver.get(uri + "/#sku=COAT");
        browser.until(
                "the channel",
                () -> browser.text("#detail [data-location$=douyin]").startsWith("douyin29307300"));
        shop.sell("COAT", "douyin", 1);
        browser.until(
                "its order",
                () -> browser.text("#detail [data-location$=douyin]").startsWith("douyin29208300"));
        browser.until("the chart", () -> browser.has("#detail .chart canvas"));
    }

    @Test
    void anOperationIsDoneByItsButtons() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=TOP_UP]");
        browser.click("#dialog-go");
        assertEquals("true", browser.find("#field-units").getDomAttribute("aria-invalid"));
        assertEquals(0, shop.sale.operations().size());
        browser.fill("#field-units", "25");
        browser.fill("#field-reason", "sells well");
        assertTrue(browser.text("#dialog-effects").contains("300 → 325"), browser.text("#dialog-effects"));
        browser.click("#dialog-go");
        browser.until("the toast", () -> browser.text("#toasts").contains("Top up Wool coat by 25 (douyin)"));
        assertEquals(325, shop.available(StockKey.of("COAT", "live/friday/douyin")));
        SaleOperation done = shop.sale.operations().get(0);
        assertEquals("Anna", done.by().who());
        assertEquals("sells well", done.by().why());
        browser.until("the ledger's new level", () -> cell("COAT", "available").equals("625"));
        browser.until("the record", () -> browser.text("#detail").contains("Anna: sells well"));
    }

    @Test
    void whatTheLedgerRefusesIsSaidInTheDialog() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=RELEASE_SAFETY]");
        browser.fill("#field-units", "51");
        browser.fill("#field-reason", "all of it");
        assertTrue(browser.text("#dialog-effects").contains("Only 50 are there now"));
        browser.click("#dialog-go");
        browser.until("the refusal", () -> browser.text("#dialog-wrong").contains("The ledger refused it"));
        assertFalse(shop.sale.operations().get(0).done());
    }

    @Test
    void whatCannotBeTakenBackIsAskedTwice() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=END]");
        browser.fill("#field-reason", "over");
        browser.click("#dialog-go");
        browser.until("the second look", () -> browser.text("#dialog-title").equals("Please look again"));
        assertEquals(0, shop.sale.operations().size());
        browser.click("#dialog-go");
        browser.until("the end", () -> cell("COAT", "status").contains("Ended"));
        assertEquals(1, shop.sale.operations().size());
    }

    @Test
    void anAnswerThatWasLostIsRepeatedAndDoneOnce() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=TOP_UP]");
        browser.fill("#field-units", "25");
        browser.fill("#field-reason", "sells well");
        shop.store.answersToLose.set(1);
        browser.click("#dialog-go");
        browser.until(
                "that it is repeated",
                () -> browser.text("#dialog").contains("Repeating is safe")
                        || browser.text("#toasts").contains("Top up"));
        browser.until("the toast", () -> browser.text("#toasts").contains("Top up"));
        assertEquals(325, shop.available(StockKey.of("COAT", "live/friday/douyin")));
        assertEquals(1, shop.sale.operations().size());
    }

    @Test
    void aDoubleClickIsOneOperation() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=TOP_UP]");
        browser.fill("#field-units", "25");
        browser.fill("#field-reason", "sells well");
        new Actions(browser.driver).doubleClick(browser.find("#dialog-go")).perform();
        browser.until("the toast", () -> browser.text("#toasts").contains("Top up"));
        assertEquals(1, shop.sale.operations().size());
        assertEquals(325, shop.available(StockKey.of("COAT", "live/friday/douyin")));
    }

    @Test
    void aStepIsPlannedAndTakenBackAndAnAlertAcknowledged() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=FREEZE]");
        browser.choose("#field-when", "sold");
        browser.until("its field", () -> browser.has("#field-soldUnits"));
        browser.fill("#field-soldUnits", "400");
        browser.fill("#field-reason", "then we look");
        browser.click("#dialog-go");
        browser.until("the step", () -> browser.text("#detail").contains("when 400 of Wool coat are sold"));
        browser.click("#detail [data-step] button");
        browser.fill("#field-reason", "no");
        browser.click("#dialog-go");
        browser.until("that it is cancelled", () -> browser.has("#detail .step.cancelled"));
        for (int i = 0; i < 5; i++) {
            shop.sell("COAT", "tmall", 40);
        }
        browser.until("the alert", () -> browser.text("#detail .alert").contains("Sold out"));
        browser.until("that it is read out", () -> browser.text("#shout").contains("Wool coat"));
        browser.click("#detail .alert button");
        browser.fill("#field-reason", "mine");
        browser.click("#dialog-go");
        browser.until(
                "the acknowledgement", () -> browser.text("#detail .alert.seen").contains("Anna"));
    }

    @Test
    void unitsAreReleasedInSteps() throws IOException {
        open("#sku=COAT");
        browser.click("#detail [data-operation=TOP_UP]");
        browser.fill("#field-units", "25");
        browser.choose("#field-when", "steps");
        browser.until("its fields", () -> browser.has("#field-count"));
        browser.choose("#field-time", "2026-11-27T20:30:00");
        browser.fill("#field-count", "3");
        browser.fill("#field-minutes", "10");
        browser.fill("#field-reason", "not all at once");
        browser.click("#dialog-go");
        browser.until("the toast", () -> browser.text("#toasts").contains("Planned"));
        assertEquals(
                List.of("12:30:00 9", "12:40:00 8", "12:50:00 8"),
                shop.sale.steps().stream()
                        .map(ControlRoomBrowserTest::timeAndUnits)
                        .toList());
    }

    private static String timeAndUnits(PlannedStep step) {
        String when = ((Trigger.At) step.trigger()).when().toString();
        return when.substring(11, 19) + " " + ((Action.TopUp) step.action()).units();
    }

    @Test
    void itSaysThatTheStreamWasCutAndCatchesUp() throws IOException {
        open("");
        int port = uri.getPort();
        shop.stopServing();
        browser.until(
                "the banner", () -> browser.text("#banner").contains("No connection to the server; last seen 20:01:"));
        assertTrue(browser.text("#banner").contains("+08:00"));
        shop.sell("COAT", "douyin", 9);
        shop.serve("/room", port);
        browser.until("the stream again", () -> browser.has("#link.live"));
        showsTheLedger();
        assertFalse(browser.find("#banner").isDisplayed());
    }

    @Test
    void itSaysThatTheStoreIsAway() throws IOException {
        open("");
        shop.store.away = true;
        browser.until("the banner", () -> browser.text("#banner").contains("The stock store does not answer"));
        shop.store.away = false;
        browser.until("the store again", () -> browser.has("#link.live"));
    }

    @Test
    void theKeyboardDoesEverything() throws IOException {
        open("");
        new Actions(browser.driver).sendKeys("/").sendKeys("scarf").perform();
        browser.until(
                "what was looked for",
                () -> browser.driver
                                .findElements(org.openqa.selenium.By.cssSelector("#rows tr"))
                                .size()
                        == 1);
        browser.find("#search").clear();
        browser.find("#search").sendKeys(" ");
        browser.until(
                "all of them",
                () -> browser.driver
                                .findElements(org.openqa.selenium.By.cssSelector("#rows tr"))
                                .size()
                        == 3);
        browser.find("[data-sku=COAT]").sendKeys(Keys.ARROW_DOWN);
        assertEquals("SCARF", browser.driver.switchTo().activeElement().getDomAttribute("data-sku"));
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.until("its details", () -> browser.text("#detail h2").equals("Scarf"));
        browser.find("#detail [data-operation=FREEZE]").sendKeys(Keys.ENTER);
        browser.until("the dialog", () -> browser.has("dialog[open]"));
        browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.until("no dialog", () -> !browser.has("dialog[open]"));
        assertEquals("FREEZE", browser.driver.switchTo().activeElement().getDomAttribute("data-operation"));
        browser.find("body").sendKeys(Keys.ESCAPE);
        browser.until("the list", () -> !browser.find("#detail").isDisplayed());
        assertEquals("SCARF", browser.driver.switchTo().activeElement().getDomAttribute("data-sku"));
    }

    @Test
    void whoMayOnlyLookSeesNoButtons() throws IOException {
        open(RoomSale.small((request, command) -> Optional.empty()), "#sku=COAT");
        browser.until("what he may", () -> browser.text("#user").equals("Read-only"));
        assertFalse(browser.has("[data-operation]"));
        assertFalse(browser.find("#end-all").isDisplayed());
    }

    @Test
    void textsOfOthersAreShownAsTexts() throws IOException {
        String hostile = "<img src=x onerror=document.title=1>\"'&";
        open(RoomSale.hostile(hostile, ANNA), "");
        assertEquals(hostile, browser.text("#rows .name"));
        browser.click("#rows .name");
        browser.until("its details", () -> browser.text("#detail h2").equals(hostile));
        browser.click("#detail [data-operation=FREEZE]");
        browser.fill("#field-reason", hostile);
        browser.click("#dialog-go");
        browser.until("the record", () -> browser.text("#detail").contains("Anna: " + hostile));
        assertFalse(browser.has("main img"));
    }
}
