package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Chromium of this machine, in the time zone of Shanghai. Nothing is downloaded: both programs are named. */
final class RoomBrowser implements AutoCloseable {
    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final ChromeDriver driver;
    private final Path profile;

    private RoomBrowser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts it; where it is not installed, the test is skipped and says so. */
    static RoomBrowser start() throws IOException {
        File program = first(DRIVERS);
        File browser = first(BROWSERS);
        if (program == null || browser == null) {
            return Assumptions.abort(
                    "there is no Chromium with its driver: apt-get install chromium chromium-driver fonts-noto-cjk");
        }
        Path profile = Files.createTempDirectory("control-room-browser");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        // The way without a service's builder, whose class file names an annotation that is nowhere.
        System.setProperty("webdriver.chrome.driver", program.getPath());
        RoomBrowser started = new RoomBrowser(new ChromeDriver(options), profile);
        started.driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Shanghai"));
        return started;
    }

    private static @Nullable File first(List<String> paths) {
        return paths.stream()
                .map(File::new)
                .filter(File::canExecute)
                .findFirst()
                .orElse(null);
    }

    /** A window of a size, with light colours or dark ones. */
    void window(int width, int height, boolean dark, int scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    String text(String selector) {
        Object text = driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
        return String.valueOf(text);
    }

    void click(String selector) {
        until(
                selector + " is there to press",
                () -> has(selector) && find(selector).isDisplayed());
        find(selector).click();
    }

    void fill(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses in a list, or sets a time: keys for these are other ones in each language. */
    void choose(String selector, String value) {
        driver.executeScript(
                "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
                        + "field.dispatchEvent(new Event('input')); field.dispatchEvent(new Event('change'));",
                selector,
                value);
    }

    /** Waits for something; what is waited for has no time of its own, so this only ends what never comes. */
    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                fail("it never came: " + what + "; the page says: " + text("body"));
            }
        }
    }

    /** A page that draws itself anew takes elements away while they are looked at. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    List<String> strings(String script) {
        return (List<String>) Objects.requireNonNull(driver.executeScript(script));
    }

    /** What the console has said since the last call, but for requests that the test itself lets fail. */
    List<String> complaints() {
        List<String> found = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (!entry.getMessage().contains("Failed to load resource")
                    && !entry.getMessage().contains("net::ERR_")) {
                found.add(entry.toString());
            }
        }
        return found;
    }

    /** The hosts that were asked since the last call. */
    List<String> hosts() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JSON.readTree(entry.getMessage()).get("message"))
                .filter(message -> message.get("method").stringValue().equals("Network.requestWillBeSent"))
                .map(message -> message.get("params").get("request").get("url"))
                .map(JsonNode::stringValue)
                .filter(url -> url.startsWith("http") || url.startsWith("ws"))
                .map(url -> url.split("/", 4)[2].split(":", 2)[0])
                .distinct()
                .toList();
    }

    void noComplaints() {
        assertEquals(List.of(), complaints());
        List<String> hosts = new ArrayList<>(hosts());
        hosts.remove("127.0.0.1");
        assertEquals(List.of(), hosts);
    }

    void screenshot(Path file) throws IOException {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
        }
    }
}
