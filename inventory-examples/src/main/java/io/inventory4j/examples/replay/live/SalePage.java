package io.inventory4j.examples.replay.live;

import com.sun.net.httpserver.HttpServer;
import io.inventory4j.Inventory;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.room.ControlRoom;
import io.inventory4j.live.room.ControlRoomHandler;
import io.inventory4j.stock.StockLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The control room of the sale, on this machine's loopback address only: whoever can open it there may press what the
 * operator may. Used by one thread.
 */
public final class SalePage implements AutoCloseable {
    /** Who presses, as the journal has it. */
    private static final String USER = "operator";

    private static final int STREAMS = 50;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "page");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable LevelFeed feed;

    private SalePage(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port, so that nobody sells for a page that cannot be shown.
     *
     * @param port 0 for any that is free
     * @return a page that shows nothing yet
     * @throws IOException if the port cannot be had
     */
    public static SalePage at(int port) throws IOException {
        // The JDK's server keeps small packets back otherwise, and so the levels.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        return new SalePage(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /**
     * Where it is.
     *
     * @return the address for a browser on this machine
     */
    public String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /**
     * Shows a sale, until it is closed.
     *
     * @param inventory what it sells from
     * @param sale the sale
     * @param plan its plan
     * @param clock the sale's
     */
    public void show(Inventory inventory, LiveSale sale, SalePlan plan, InstantSource clock) {
        LevelFeed levels = LevelFeed.open(
                inventory, sale.levels().stream().map(StockLevel::key).toList());
        feed = levels;
        ControlRoom room =
                ControlRoom.of(sale, plan, levels).clock(clock).authorizedBy((request, command) -> Optional.of(USER));
        server.createContext("/", new ControlRoomHandler(room, threads, STREAMS));
        server.setExecutor(threads);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        if (feed != null) {
            feed.close();
        }
        threads.shutdownNow();
    }
}
