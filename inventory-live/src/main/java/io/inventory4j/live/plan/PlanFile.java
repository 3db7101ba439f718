package io.inventory4j.live.plan;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.live.text.SaleLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans as CSV files, one row a line, for spreadsheets. docs/live-plan.md has the headers, in English and Chinese, and
 * what may stand in a cell. {@code PlanFile.of("double-12").zone(shanghai).read(path)} reads one. Immutable,
 * thread-safe.
 *
 * <p>A file has at most 16 MiB, 10,000 lines, 100 columns, and 32,767 characters in a cell. It is in UTF-8, with or
 * without a byte order mark, or in GB18030; comma, semicolon or tab separate its cells. All of that is found out.
 */
public final class PlanFile {
    /** By which spreadsheets know UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String sale;
    private final @Nullable Charset charset;
    private final @Nullable ZoneId zone;
    private final Map<Tier, TierDefaults> tiers;
    private final Set<String> ignored;

    private PlanFile(
            String sale,
            @Nullable Charset charset,
            @Nullable ZoneId zone,
            Map<Tier, TierDefaults> tiers,
            Set<String> ignored) {
        this.sale = sale;
        this.charset = charset;
        this.zone = zone;
        this.tiers = tiers;
        this.ignored = ignored;
    }

    /**
     * How the plan of a sale is read: times need an offset, tiers have their standard defaults.
     *
     * @param sale the sale's name, as {@link SalePlan} needs it
     * @return a reader
     * @throws IllegalArgumentException if the name is out of bounds
     */
    public static PlanFile of(String sale) {
        SaleNames.check("sale", sale);
        return new PlanFile(sale, null, null, TierDefaults.standard(), Set.of());
    }

    /**
     * Names the charset, where it is known: a short GB18030 text may be valid UTF-8 by chance.
     *
     * @param known the charset
     * @return a reader for files of that charset only
     */
    public PlanFile charset(Charset known) {
        return new PlanFile(sale, Objects.requireNonNull(known, "charset"), zone, tiers, ignored);
    }

    /**
     * Gives the zone of times without an offset.
     *
     * @param local the zone
     * @return a reader with that zone
     */
    public PlanFile zone(ZoneId local) {
        return new PlanFile(sale, charset, Objects.requireNonNull(local, "zone"), tiers, ignored);
    }

    /**
     * Gives the shop's own defaults of tiers.
     *
     * @param defaults by tier; what is missing is standard
     * @return a reader with these defaults
     */
    public PlanFile tiers(Map<Tier, TierDefaults> defaults) {
        return new PlanFile(sale, charset, zone, TierDefaults.completed(defaults), ignored);
    }

    /**
     * Names columns of the shop's own. An unknown column that is not named here is a problem, since it may be a limit
     * with a typing error.
     *
     * @param headers their headers; case, blanks, hyphens and underscores do not count
     * @return a reader that passes over them
     */
    public PlanFile ignoring(String... headers) {
        Set<String> more = new HashSet<>(ignored);
        Arrays.stream(headers).map(Texts::folded).forEach(more::add);
        return new PlanFile(sale, charset, zone, tiers, Set.copyOf(more));
    }

    /**
     * Reads a plan.
     *
     * @param file the file
     * @return the plan
     * @throws IOException if the file cannot be read
     * @throws PlanException with everything that is wrong in it, by row and column
     */
    public SalePlan read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads a plan.
     *
     * @param in the file, which is read to its end or bound, and not closed
     * @return the plan
     * @throws IOException if it cannot be read
     * @throws PlanException with everything that is wrong in it, by row and column
     */
    public SalePlan read(InputStream in) throws IOException {
        return read(FileText.bytes(in));
    }

    /**
     * Reads a plan.
     *
     * @param file the bytes of the file
     * @return the plan
     * @throws PlanException with everything that is wrong in it, by row and column
     */
    public SalePlan read(byte[] file) {
        return new PlanReader(sale, new CellTimes(zone), tiers, ignored).read(FileText.of(file, charset));
    }

    /**
     * An empty file: its headers.
     *
     * @param language the language of the headers
     * @return UTF-8 with a byte order mark
     */
    public static byte[] template(SaleLanguage language) {
        return file(List.of(PlanWriter.headers(language)));
    }

    /**
     * Writes a plan such that {@link #read} gives an equal one, whatever the defaults of tiers are then.
     *
     * @param plan the plan
     * @param language the language of headers and words
     * @param zone of the times, which are written with their offsets
     * @return UTF-8 with a byte order mark; no cell runs as a formula in a spreadsheet
     */
    public static byte[] write(SalePlan plan, SaleLanguage language, ZoneId zone) {
        return file(new PlanWriter(language, new CellTimes(zone)).rows(plan));
    }

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @param language the language of headers and words
     * @param zone of the times
     * @param out takes the file, and is not closed
     * @throws IOException if it cannot be written
     */
    public static void write(SalePlan plan, SaleLanguage language, ZoneId zone, OutputStream out) throws IOException {
        out.write(write(plan, language, zone));
    }

    /** Rows as a file for spreadsheets, each text guarded. */
    static byte[] file(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        text.write(BYTE_ORDER_MARK);
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
