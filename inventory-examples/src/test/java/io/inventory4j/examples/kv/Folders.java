package io.inventory4j.examples.kv;

import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ledgers in folders of their own that go when the ledger is closed. */
final class Folders {
    private Folders() {}

    static StockLedger ledger(InstantSource clock) {
        try {
            Path folder = Files.createTempDirectory("inventory4j-kv-");
            return new Deleting(folder, new KeyValueLedger(folder, clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deleting extends ForwardingLedger implements Journaled {
        private final Path folder;
        private final KeyValueLedger ledger;

        private Deleting(Path folder, KeyValueLedger ledger) {
            super(ledger);
            this.folder = folder;
            this.ledger = ledger;
        }

        @Override
        public JournalPage journal(long after, int max) {
            return ledger.journal(after, max);
        }

        @Override
        public void close() {
            super.close();
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    List<Path> insideOut =
                            files.sorted(Comparator.reverseOrder()).toList();
                    for (Path file : insideOut) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
