package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.stock.CommandKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shop's own orders, beside its stock: an append-only file with one line a step. The process may be killed at any
 * time and started again.
 *
 * <p><b>The crash protocol.</b> One line is written before each call to the inventory, and one after its answer:
 *
 * <pre>
 * {"subject":"577001","number":2,"action":"PAY",…,"result":"ASKED",…}
 * {"subject":"577001","number":2,"action":"PAY",…,"result":"DONE",…}
 *
 * a restart finds    so the call     and the restart
 * neither line       was not made    makes it when its time comes
 * the first only     is in doubt     makes it again with the same ids and units, before any other of its order
 * both               was answered    takes the answer from the second line
 * </pre>
 *
 * The ledger's rules make the second call safe (rules 1.4, 2.7, 3.4): what was applied is answered as before, what was
 * not is judged now. If it is refused now, that is final once the first call can no longer arrive (rule 10), and a
 * process takes longer to start than a call is under way.
 *
 * <p>A last line without its end is one that was being written when the process was killed; it is cut off. What happens
 * without a call of its own has one line only, such as a hold that has run out.
 *
 * <p>A line replaces those of its subject with its number or a higher one. So a step that the store has lost, a Redis
 * without a disk for instance, is taken again, and no line has to be deleted: see {@link #goOn}.
 *
 * <p>A line is with the operating system before the call is made. So it survives the end of the process, however
 * sudden, but not a power cut: a shop would have this table in its database. Thread-safe.
 */
final class OrderTable implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** An order and a move may have one id. */
    private record Subject(boolean move, String id) {
        static Subject of(Step step) {
            return new Subject(step.action().kind == CommandKind.MOVE, step.subject());
        }
    }

    private final @Nullable Path file;
    private final Map<Subject, List<Step>> earlier = new HashMap<>();
    private @Nullable FileChannel channel;

    /**
     * A table that is not opened yet.
     *
     * @param file where it is kept; null for a sale that ends with its process
     */
    OrderTable(@Nullable Path file) {
        this.file = file;
    }

    /** Begins the table of a new sale. What an earlier sale has left there, whose store is empty now, is put aside. */
    void begin() throws StoreException {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel opened = open(file);
            if (opened.size() > 0) {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
                opened.truncate(0);
            }
        } catch (IOException e) {
            throw new StoreException("the orders " + file + " cannot be written: " + Shown.reason(e));
        }
    }

    /**
     * Takes up the table of an earlier run.
     *
     * @param kept whether the store still has what a step has done
     * @param known answers a step in doubt, where the store says more than a second call would
     * @return how many steps the store has lost; they, and what came after them in their orders, will be taken again
     */
    int goOn(Predicate<Step> kept, UnaryOperator<Step> known) throws StoreException {
        if (file == null || Files.notExists(file)) {
            throw new StoreException("the orders of this sale are missing: it goes on only with the file " + file);
        }
        try {
            FileChannel opened = open(file);
            opened.truncate(read(file, earlier));
            opened.position(opened.size());
        } catch (IOException e) {
            throw new StoreException("the orders " + file + " cannot be read: " + Shown.reason(e));
        }
        int lost = 0;
        for (List<Step> steps : earlier.values()) {
            for (int i = 0; i < steps.size(); i++) {
                if (!kept.test(steps.get(i))) {
                    lost += steps.size() - i;
                    steps.subList(i, steps.size()).clear();
                }
            }
            answerLast(steps, known);
        }
        return lost;
    }

    private void answerLast(List<Step> steps, UnaryOperator<Step> known) {
        if (!steps.isEmpty()) {
            Step last = steps.remove(steps.size() - 1);
            Step answered = known.apply(last);
            if (!answered.equals(last)) {
                write(answered);
            }
            steps.add(answered);
        }
    }

    /** How many orders of an earlier run have held something. */
    synchronized long held() {
        return earlier.values().stream()
                .flatMap(List::stream)
                .filter(step -> step.action() == Step.Action.RESERVE && step.result() == Step.Result.DONE)
                .count();
    }

    private FileChannel open(Path path) throws IOException, StoreException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel = opened;
        try {
            if (opened.tryLock() == null) {
                throw inUse("process");
            }
        } catch (OverlappingFileLockException e) {
            throw inUse("sale of this process");
        }
        return opened;
    }

    private StoreException inUse(String who) {
        return new StoreException("another " + who + " sells by the orders " + file
                + ", and has locked them; wait until it has ended, or name another store");
    }

    /**
     * Reads the lines that are whole.
     *
     * @param steps takes them, by subject
     * @return how many bytes they are
     */
    private static long read(Path file, Map<Subject, List<Step>> steps) throws IOException {
        long whole = 0;
        long row = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            for (int b = bytes.read(); b >= 0; b = bytes.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                Step step = parse(line.toByteArray(), ++row);
                List<Step> others = steps.computeIfAbsent(Subject.of(step), subject -> new ArrayList<>());
                others.removeIf(other -> other.number() >= step.number());
                others.add(step);
                whole += line.size() + 1;
                line.reset();
            }
        }
        return whole;
    }

    private static Step parse(byte[] line, long row) throws IOException {
        try {
            return Objects.requireNonNull(JSON.readValue(line, Step.class));
        } catch (RuntimeException e) {
            throw new IOException(
                    "row " + row + ": " + Shown.quoted(new String(line, StandardCharsets.UTF_8))
                            + " is no step of an order",
                    e);
        }
    }

    /** The steps of an order in an earlier run, in their order; the last one may be in doubt. */
    List<Step> steps(String order) {
        return steps(new Subject(false, order));
    }

    /** The steps of a move in an earlier run. */
    List<Step> moves(String id) {
        return steps(new Subject(true, id));
    }

    private synchronized List<Step> steps(Subject subject) {
        return List.copyOf(earlier.getOrDefault(subject, List.of()));
    }

    /**
     * Takes a step, between its two lines.
     *
     * @param asked new, or in doubt
     * @param call asks the inventory, and says what came of it
     * @return the step with its result
     */
    Step take(Step asked, UnaryOperator<Step> call) {
        write(asked);
        Step answered = call.apply(asked);
        write(answered);
        return answered;
    }

    /** Writes down what has happened by itself, without a call of its own. */
    void note(Step happened) {
        write(happened);
    }

    /** Takes a step, unless an earlier run has taken it; one that is in doubt is taken as it was asked then. */
    Step once(Step asked, UnaryOperator<Step> call) {
        Step known = steps(Subject.of(asked)).stream()
                .filter(step -> step.number() == asked.number())
                .findFirst()
                .orElse(asked);
        return known.inDoubt() ? take(known, call) : known;
    }

    private synchronized void write(Step step) {
        if (channel == null) {
            return;
        }
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(step) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the orders " + file + " cannot be written: " + Shown.reason(e), e);
        }
    }

    /**
     * Names what was done and a copy of the store lacks, in the order in which it was asked for.
     *
     * @param kept whether the copy has what a step has done
     * @return a line for each order or move
     */
    List<String> missing(Predicate<Step> kept) {
        Map<Subject, List<Step>> steps = new LinkedHashMap<>();
        try {
            if (file != null) {
                read(file, steps);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the orders " + file + " cannot be read: " + Shown.reason(e), e);
        }
        List<String> lines = new ArrayList<>();
        steps.forEach((subject, all) -> {
            String lost = all.stream()
                    .filter(step -> !kept.test(step))
                    .map(step -> step.action().name())
                    .collect(Collectors.joining(", "));
            if (!lost.isEmpty()) {
                lines.add((subject.move ? "move " : "order ") + subject.id + ": " + lost);
            }
        });
        return lines;
    }

    @Override
    public synchronized void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the orders " + file + " cannot be closed: " + Shown.reason(e), e);
        }
    }
}
